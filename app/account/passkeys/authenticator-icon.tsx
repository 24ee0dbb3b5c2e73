import { authenticatorIcon } from '@/lib/passkeys/authenticators';

/** What made a passkey, as a picture beside its name: unspoken, since the words say the same. */
export function AuthenticatorIcon({ aaguid, transports }: Props) {
  const icon = authenticatorIcon(aaguid, transports);
  return (
    <picture className="shrink-0">
      <source srcSet={icon.dark} media="(prefers-color-scheme: dark)" />
      <img src={icon.light} alt="" width={24} height={24} />
    </picture>
  );
}

type Props = { aaguid: string; transports: string[] };

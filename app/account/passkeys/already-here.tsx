import { useFilledMessages } from '@/components/filled-messages';

/** Where a passkey was to be created there is one already: this one, or one of these. */
export function AlreadyHere({ candidates }: { candidates: { id: string; name: string }[] }) {
  const t = useFilledMessages();
  const list = new Intl.ListFormat(t.locale, { type: 'disjunction' });
  const parts = list.formatToParts(candidates.map((_, index) => String(index)));
  const names = parts.map(({ type, value }) => {
    if (type === 'literal') return value;
    const passkey = candidates[Number(value)];
    return passkey && <PasskeyLink key={passkey.id} {...passkey} />;
  });
  return t.rich('passkeyCreation.alreadyOneOf', { names: () => names });
}

function PasskeyLink({ id, name }: { id: string; name: string }) {
  return (
    // Not the framework's link: with that, the card would not be the page's target.
    <a href={`/account/passkeys#${cardId(id)}`} className="link">
      <bdi>{name}</bdi>
    </a>
  );
}

/** The anchor of a passkey's card. */
export function cardId(id: string): string {
  return `passkey-${id}`;
}

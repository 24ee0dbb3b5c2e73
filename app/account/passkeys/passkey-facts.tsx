import { Badge } from '@/components/ui/badge';
import type { Translate } from '@/lib/messages/format';
import { authenticatorOf } from '@/lib/passkeys/authenticators';
import type { passkeysOf } from '@/lib/passkeys/credentials';
import { Ago, Day } from '../moment';
import { AuthenticatorIcon } from './authenticator-icon';

/** What there is to know about a passkey: its name, who keeps it, whether it is synced, and when it was used. */
export function PasskeyFacts({ passkey, inUse, t }: PasskeyFactsProps) {
  const { name, aaguid, transports, backupState, createdAt, lastUsedAt } = passkey;
  const provider = authenticatorOf(aaguid)?.name ?? null;
  return (
    <div className="flex min-w-0 flex-1 gap-3">
      <AuthenticatorIcon aaguid={aaguid} transports={transports} />
      <div className="stack flex-1 gap-1">
        <span className="row gap-x-3 gap-y-1">
          <strong id={nameId(passkey)} className="min-w-0">
            <bdi>{name}</bdi>
          </strong>
          <Badge>{t(backupState ? 'passkeys.synced' : 'passkeys.oneDevice')}</Badge>
          {inUse && <Badge tone="success">{t('passkeys.inUse')}</Badge>}
        </span>
        {provider && provider !== name && (
          <span>
            <bdi>{provider}</bdi>
          </span>
        )}
        <span className="row gap-x-3 gap-y-0 text-sm text-muted">
          <span>{t.rich('passkeys.created', { day: () => <Day at={createdAt} /> })}</span>
          <span>
            {lastUsedAt
              ? t.rich('passkeys.lastUsed', { moment: () => <Ago at={lastUsedAt} /> })
              : t('passkeys.notUsed')}
          </span>
        </span>
      </div>
    </div>
  );
}

/** The element with its name. */
export function nameId({ id }: Passkey): string {
  return `passkey-name-${id}`;
}

type Passkey = Awaited<ReturnType<typeof passkeysOf>>[number];
type PasskeyFactsProps = { passkey: Passkey; inUse: boolean; t: Translate };

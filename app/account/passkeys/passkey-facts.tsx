import { Badge } from '@/components/ui/badge';
import { authenticatorOf } from '@/lib/passkeys/authenticators';
import type { passkeysOf } from '@/lib/passkeys/credentials';
import { AuthenticatorIcon } from './authenticator-icon';

/** What there is to know about a passkey: its name, who keeps it, whether it is synced, and when it was used. */
export function PasskeyFacts({ passkey, inUse }: { passkey: Passkey; inUse: boolean }) {
  const { name, aaguid, transports, backupState, createdAt, lastUsedAt } = passkey;
  const provider = authenticatorOf(aaguid)?.name ?? null;
  return (
    <div className="flex min-w-0 flex-1 gap-3">
      <AuthenticatorIcon aaguid={aaguid} transports={transports} />
      <div className="stack gap-1">
        <span className="row gap-x-3 gap-y-1">
          <strong id={nameId(passkey)} className="min-w-0">
            {name}
          </strong>
          <Badge>{backupState ? 'Synced' : 'This device only'}</Badge>
          {inUse && <Badge tone="success">In use now</Badge>}
        </span>
        {provider && provider !== name && <span>{provider}</span>}
        <span className="row gap-x-3 gap-y-0 text-sm text-muted">
          <span>
            Created <Day at={createdAt} />
          </span>
          <span>
            {lastUsedAt ? (
              <>
                Last used <Day at={lastUsedAt} />
              </>
            ) : (
              'Not used yet'
            )}
          </span>
        </span>
      </div>
    </div>
  );
}

function Day({ at }: { at: Date }) {
  return <time dateTime={at.toISOString()}>{day.format(at)}</time>;
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** The element with its name. */
export function nameId({ id }: Passkey): string {
  return `passkey-name-${id}`;
}

type Passkey = Awaited<ReturnType<typeof passkeysOf>>[number];

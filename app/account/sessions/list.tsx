import { Badge } from '@/components/ui/badge';
import type { listSessions } from '@/lib/account-sessions';
import { deviceName } from '@/lib/device';
import type { Translate } from '@/lib/messages/format';
import { Ago, Day } from '../moment';
import { EndOne } from './forms';

/** The account's sessions, one item each, named after its browser. */
export function SessionList({ sessions, current, t }: SessionListProps) {
  return (
    <ul className="stack gap-3">
      {sessions.map((session) => {
        const { id, device, place, firstSeenAt, lastSeenAt } = session;
        const deviceId = `device-${id}`;
        return (
          <li
            key={id}
            aria-labelledby={deviceId}
            className="panel stack gap-4 p-5 sm:row sm:flex-nowrap sm:justify-between"
          >
            <div className="stack flex-1 gap-1">
              <span className="row gap-x-3 gap-y-1">
                <strong id={deviceId}>{deviceName(device, t)}</strong>
                {id === current && <Badge tone="success">{t('sessions.thisBrowser')}</Badge>}
              </span>
              <span>{methodOf(session, t)}</span>
              {place && (
                <span>
                  <bdi>{place}</bdi>
                </span>
              )}
              <span className="row gap-x-3 gap-y-0 text-sm text-muted">
                {id !== current && (
                  <span>{t.rich('sessions.lastSeen', { moment: () => <Ago at={lastSeenAt} /> })}</span>
                )}
                <span>{t.rich('sessions.firstSeen', { moment: () => <Day at={firstSeenAt} /> })}</span>
              </span>
            </div>
            {id !== current && <EndOne session={id} describedBy={deviceId} />}
          </li>
        );
      })}
    </ul>
  );
}

function methodOf({ method, passkeyName }: ListedSession, t: Translate): string {
  if (method === 'email') return t('sessions.byEmail');
  if (method === 'recovery') return t('sessions.byRecovery');
  return passkeyName === null
    ? t('sessions.byDeletedPasskey')
    : t('sessions.byPasskey', { passkey: passkeyName });
}

type ListedSession = Awaited<ReturnType<typeof listSessions>>[number];
type SessionListProps = { sessions: ListedSession[]; current: string; t: Translate };

import { Badge } from '@/components/ui/badge';
import type { listSessions } from '@/lib/account-sessions';
import { Moment } from '../moment';
import { EndOne } from './forms';

/** The account's sessions, one item each, named after its browser. */
export function SessionList({ sessions, current }: SessionListProps) {
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
                <strong id={deviceId}>{device}</strong>
                {id === current && <Badge tone="success">This browser</Badge>}
              </span>
              <span>
                {methodOf(session)}
                {place && ` · ${place}`}
              </span>
              <span className="text-sm text-muted">
                Last seen <Moment at={lastSeenAt} />
              </span>
              <span className="text-sm text-muted">
                First seen <Moment at={firstSeenAt} />
              </span>
            </div>
            {id !== current && <EndOne session={id} describedBy={deviceId} />}
          </li>
        );
      })}
    </ul>
  );
}

function methodOf({ method, passkeyName }: ListedSession): string {
  if (method === 'email') return 'Email';
  if (method === 'recovery') return 'Recovery';
  return passkeyName === null ? 'A passkey that you have deleted' : `Passkey “${passkeyName}”`;
}

type ListedSession = Awaited<ReturnType<typeof listSessions>>[number];
type SessionListProps = { sessions: ListedSession[]; current: string };

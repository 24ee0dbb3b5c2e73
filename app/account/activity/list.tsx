import { Breakable } from '@/components/address';
import { Badge } from '@/components/ui/badge';
import type { readActivity } from '@/lib/activity';
import { deviceName } from '@/lib/device';
import type { Translate } from '@/lib/messages/format';
import { eventSentence } from '@/lib/security-events';
import { Moment } from '../moment';

/** Security events: what, when, in which browser, where. */
export function EventList({ events, t }: EventListProps) {
  return (
    <ol className="panel divide-y divide-line">
      {events.map((event) => (
        <li key={event.id} className="stack gap-1 px-5 py-4">
          <span>
            <Breakable>{eventSentence(event, t)}</Breakable>
          </span>
          <span className="row gap-x-4 gap-y-0 text-sm text-muted">
            <Moment at={event.at} />
            <span>{deviceName(event.device, t)}</span>
            {event.place && <bdi>{event.place}</bdi>}
          </span>
          {event.disownedAt && (
            <span>
              <Badge>{t('activity.notYou')}</Badge>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

type EventListProps = { t: Translate } & Pick<Awaited<ReturnType<typeof readActivity>>, 'events'>;

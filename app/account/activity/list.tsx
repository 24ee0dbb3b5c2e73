import { Badge } from '@/components/ui/badge';
import type { readActivity } from '@/lib/activity';
import { eventSentence } from '@/lib/security-events';
import { Moment } from '../moment';

/** Security events: what, when, in which browser, where. */
export function EventList({ events }: Pick<Awaited<ReturnType<typeof readActivity>>, 'events'>) {
  return (
    <ol className="panel divide-y divide-line">
      {events.map((event) => (
        <li key={event.id} className="stack gap-1 px-5 py-4">
          <span>{eventSentence(event)}</span>
          <span className="text-sm text-muted">
            <Moment at={event.at} /> · {event.device}
            {event.place && ` · ${event.place}`}
          </span>
          {event.disownedAt && (
            <span>
              <Badge>You said this wasn't you</Badge>
            </span>
          )}
        </li>
      ))}
    </ol>
  );
}

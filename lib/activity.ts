import 'server-only';
import { listEvents, type SecurityEvent } from '@/db/security-events';
import type { SignedIn } from './current-session';
import { policy } from './policy';

/**
 * A page of the security events of whoever is signed in, newest first. `before` is what the page before this one gave as
 * `older`; anything else, and null, is the first page.
 */
export async function readActivity({ user }: SignedIn, before: unknown): Promise<ActivityPage> {
  const [start, most] = [parseEventId(before), policy.eventsPerPage];
  const found = await listEvents(user.id, { before: start, most: most + 1 });
  const events = found.slice(0, most);
  return {
    events,
    first: start === null,
    older: found.length > most ? (events.at(-1)?.id ?? null) : null,
  };
}

function parseEventId(text: unknown): number | null {
  return typeof text === 'string' && /^[1-9]\d{0,14}$/.test(text) ? Number(text) : null;
}

type ActivityPage = {
  events: SecurityEvent[];
  first: boolean;
  /** Where the next page begins; null on the last one. */
  older: number | null;
};

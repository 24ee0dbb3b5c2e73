import 'server-only';
import { and, desc, eq, lt, type SQL, sql } from 'drizzle-orm';
import { type Database, db } from './client';
import { securityEvents, type securityEventTypes } from './schema';

/** Writes what happened, in the transaction that makes it happen. */
export async function recordEvent(
  tx: Transaction,
  { userId, type, actor, details = {} }: NewEvent,
): Promise<RecordedEvent> {
  const [event] = await tx
    .insert(securityEvents)
    .values({ userId, type, details, ...actor })
    .returning({ id: securityEvents.id, at: securityEvents.at });
  if (!event) throw new Error('An event was not written');
  return event;
}

/** An account's events, newest first; `before` is the id of the last one that was read already. */
export async function listEvents(
  userId: string,
  { before, most }: { before: number | null; most: number },
): Promise<SecurityEvent[]> {
  return db()
    .select(columns)
    .from(securityEvents)
    .where(
      and(eq(securityEvents.userId, userId), before === null ? undefined : lt(securityEvents.id, before)),
    )
    .orderBy(desc(securityEvents.id))
    .limit(most);
}

/** The SQL of an event within a larger statement: for each row of `source`, whose columns the arguments may use. */
export function eventOf(source: SQL, { userId, type, device, place, sessionId, details }: EventSql): SQL {
  return sql`
    insert into security_events (user_id, type, device, place, session_id, details)
    select ${userId}, ${type}::text, ${device}::text, ${place}::text, ${sessionId ?? sql`null`}::uuid,
      ${details ?? sql`'{}'`}::jsonb
    from ${source}
    returning id, at`;
}

const columns = {
  id: securityEvents.id,
  type: securityEvents.type,
  device: securityEvents.device,
  place: securityEvents.place,
  sessionId: securityEvents.sessionId,
  details: securityEvents.details,
  at: securityEvents.at,
  disownedAt: securityEvents.disownedAt,
};

/** From where something is done. */
export type Actor = {
  /** The session that does it; null where nobody is signed in. */
  sessionId: string | null;
  device: string;
  place: string | null;
};

export type SecurityEventType = (typeof securityEventTypes)[number];

export type RecordedEvent = { id: number; at: Date };

export type SecurityEvent = RecordedEvent &
  Actor & { type: SecurityEventType; details: Record<string, string>; disownedAt: Date | null };

export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0];

type NewEvent = {
  userId: string;
  type: SecurityEventType;
  actor: Actor;
  details?: Record<string, string>;
};

type EventSql = {
  userId: SQL;
  type: SecurityEventType;
  device: string;
  place: string | null;
  sessionId?: SQL;
  details?: SQL;
};

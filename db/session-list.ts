import 'server-only';
import { and, desc, eq, ne, type SQL, sql } from 'drizzle-orm';
import { db } from './client';
import { type Asker, holdAccount } from './held-account';
import { credentials, sessions } from './schema';
import { type RecordedEvent, recordEvent } from './security-events';
import type { Session } from './sessions';

/** An account's sessions that have not come to their end: `first` before the others, those by when they were last seen. */
export async function listSessions(userId: string, first: string, limits: Limits): Promise<ListedSession[]> {
  return db()
    .select({
      id: sessions.id,
      method: sessions.method,
      passkeyName: credentials.name,
      device: sessions.device,
      place: sessions.place,
      firstSeenAt: sessions.firstSeenAt,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .leftJoin(credentials, eq(credentials.id, sessions.credentialId))
    .where(and(eq(sessions.userId, userId), isAlive(limits)))
    .orderBy(desc(eq(sessions.id, first)), desc(sessions.lastSeenAt));
}

/**
 * Ends a session of an account from another one of it, with its event. 'session_gone' where the account has no such
 * session; 'not_signed_in' where the one that asks has itself been ended meanwhile.
 */
export async function endSessionFrom(
  userId: string,
  actor: Asker,
  { sessionId, limits }: { sessionId: string; limits: Limits },
): Promise<'ended' | 'session_gone' | 'not_signed_in'> {
  return db().transaction(async (tx) => {
    if (!(await holdAccount(tx, userId, actor))) return 'not_signed_in';
    const [ended] = await tx
      .delete(sessions)
      .where(and(eq(sessions.id, sessionId), othersOf(userId, actor.sessionId), isAlive(limits)))
      .returning({ device: sessions.device });
    if (!ended) return 'session_gone';
    await recordEvent(tx, { userId, type: 'session_ended', actor, details: { device: ended.device } });
    return 'ended';
  });
}

/**
 * Ends all sessions of an account but the one that asks, with one event; null where no other was alive. A sign-in under
 * way is waited for and counts as one of them. Those whose time was up go too, uncounted. 'not_signed_in' as for
 * `endSessionFrom`: of two sessions that end each other, one is left.
 */
export async function endOthersFrom(
  userId: string,
  actor: Asker,
  limits: Limits,
): Promise<RecordedEvent | null | 'not_signed_in'> {
  return db().transaction(async (tx) => {
    if (!(await holdAccount(tx, userId, actor))) return 'not_signed_in';
    const others = await tx
      .delete(sessions)
      .where(othersOf(userId, actor.sessionId))
      .returning({ alive: isAlive(limits) });
    const count = others.filter(({ alive }) => alive).length;
    if (count === 0) return null;
    return recordEvent(tx, {
      userId,
      type: 'other_sessions_ended',
      actor,
      details: { count: String(count) },
    });
  });
}

function othersOf(userId: string, sessionId: string): SQL | undefined {
  return and(eq(sessions.userId, userId), ne(sessions.id, sessionId));
}

/** What `findSession` asks of a session. */
export function isAlive({ lifetime, idle }: Limits): SQL<boolean> {
  return sql`(${sessions.authenticatedAt} > now() - make_interval(secs => ${lifetime})
    and ${sessions.lastSeenAt} > now() - make_interval(secs => ${idle}))`;
}

/** In seconds. */
type Limits = { lifetime: number; idle: number };

export type ListedSession = Pick<Session, 'id' | 'method' | 'passkeyName' | 'device'> & {
  place: string | null;
  firstSeenAt: Date;
  lastSeenAt: Date;
};

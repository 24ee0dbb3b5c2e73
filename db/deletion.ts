import 'server-only';
import { and, eq, sql } from 'drizzle-orm';
import { db } from './client';
import { sessions, users } from './schema';
import type { RecordedEvent } from './security-events';

/**
 * Deletes an account with everything of it: passkeys, sessions, recovery codes and events go with its row. The answer
 * stands for the event, which cannot outlive its account; 'gone' when somebody was first, 'not_signed_in' when the session
 * that asks has been ended meanwhile. One transaction.
 */
export async function deleteUser(
  userId: string,
  { sessionId }: { sessionId: string },
): Promise<RecordedEvent | 'gone' | 'not_signed_in'> {
  return db().transaction(async (tx) => {
    const [account] = await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('update');
    if (!account) return 'gone';
    const session = and(eq(sessions.id, sessionId), eq(sessions.userId, userId));
    if ((await tx.$count(sessions, session)) === 0) return 'not_signed_in';

    const { rows } = await tx.execute<{ event_id: string; at: string }>(sql`
      delete from users where id = ${userId}
      returning nextval(pg_get_serial_sequence('security_events', 'id')) as event_id, now() as at`);
    const [deleted] = rows;
    return deleted ? { id: Number(deleted.event_id), at: new Date(deleted.at) } : 'gone';
  });
}

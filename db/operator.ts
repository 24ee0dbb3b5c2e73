import 'server-only';
import { and, eq, gt, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { db } from './client';
import { cancelRecovery } from './recovery';
import { securityEvents, sessions, users } from './schema';
import { type Actor, type RecordedEvent, recordEvent, type Transaction } from './security-events';

/**
 * Disables an account: its sessions end, operators' links to it are void, a delayed way back is cancelled. 'already' where
 * it is disabled, 'gone' where there is no such account. Whoever signs in meanwhile is waited for, and signed out. One
 * transaction, here and below.
 */
export async function disableUser(
  userId: string,
  details: Details,
): Promise<RecordedEvent | 'already' | 'gone'> {
  return changing(userId, async (tx, { disabledAt }) => {
    if (disabledAt) return 'already';
    await tx.update(users).set({ disabledAt: sql`now()` }).where(eq(users.id, userId));
    await cancelRecovery(userId, OPERATOR, tx);
    await voidLinks(tx, eq(securityEvents.userId, userId));
    await tx.delete(sessions).where(eq(sessions.userId, userId));
    return recordEvent(tx, { userId, type: 'account_disabled', actor: OPERATOR, details });
  });
}

/** Lets a disabled account sign in again. 'already' where it may. */
export async function enableUser(
  userId: string,
  details: Details,
): Promise<RecordedEvent | 'already' | 'gone'> {
  return changing(userId, async (tx, { disabledAt }) => {
    if (!disabledAt) return 'already';
    await tx.update(users).set({ disabledAt: null }).where(eq(users.id, userId));
    return recordEvent(tx, { userId, type: 'account_enabled', actor: OPERATOR, details });
  });
}

/** Ends all sessions of an account; operators' links to it are void. 'already' where it has no session and no such link. */
export async function endSessionsOf(
  userId: string,
  details: Details,
): Promise<RecordedEvent | 'already' | 'gone'> {
  return changing(userId, async (tx) => {
    const links = await voidLinks(tx, eq(securityEvents.userId, userId));
    const ended = await tx.delete(sessions).where(eq(sessions.userId, userId)).returning({ id: sessions.id });
    const count = ended.length;
    if (count === 0 && links === 0) return 'already';
    return recordEvent(tx, {
      userId,
      type: 'sessions_ended_by_operator',
      actor: OPERATOR,
      details: { ...details, ...(count > 0 && { count: String(count) }) },
    });
  });
}

/** Notes that a link was made that signs in. 'disabled' where the account is. */
export async function recordOperatorLink(
  userId: string,
  details: Details,
): Promise<RecordedEvent | 'disabled' | 'gone'> {
  return changing(userId, async (tx, { disabledAt }) => {
    if (disabledAt) return 'disabled';
    return recordEvent(tx, { userId, type: 'operator_link_made', actor: OPERATOR, details });
  });
}

/** Voids every operator's link that was made before, to whichever account. Whoever comes in by one meanwhile is waited for. */
export async function voidAllLinks(): Promise<void> {
  await db().transaction((tx) => voidLinks(tx));
}

/**
 * Ends the sessions of the next `most` accounts after one (null: from the first on) that have any from before a moment,
 * each with its event. Answers the last of those accounts, null where there are no more. One transaction.
 */
export async function endSessionsAfter(
  userId: string | null,
  { before, most, details }: { before: Date; most: number; details: Details },
): Promise<{ last: string | null; ended: number }> {
  return db().transaction(async (tx) => {
    const old = and(
      eq(sessions.userId, users.id),
      // As below: else each batch would read the sessions of all batches before it.
      userId === null ? undefined : gt(sessions.userId, userId),
      lte(sessions.authenticatedAt, before),
    );
    // The accounts first, as everywhere; and no sign-in of theirs is under way from here on.
    const owners = await tx
      .select({ id: users.id })
      .from(users)
      .where(
        and(
          userId === null ? undefined : gt(users.id, userId),
          sql`exists (${tx.select({ id: sessions.id }).from(sessions).where(old)})`,
        ),
      )
      .orderBy(users.id)
      .limit(most)
      .for('no key update');
    const last = owners.at(-1)?.id;
    if (!last) return { last: null, ended: 0 };
    return {
      last,
      ended: await endWithEvents(
        tx,
        owners.map(({ id }) => id),
        before,
        details,
      ),
    };
  });
}

async function endWithEvents(
  tx: Transaction,
  userIds: string[],
  before: Date,
  details: Details,
): Promise<number> {
  const ids = sql`array[${sql.join(
    userIds.map((id) => sql`${id}`),
    sql`, `,
  )}]::uuid[]`;
  const { rows } = await tx.execute<{ ended: number }>(sql`
    with ended as (
      delete from sessions where user_id = any(${ids}) and authenticated_at <= ${before.toISOString()} returning user_id
    ), counted as (
      select user_id, count(*) as count from ended group by user_id
    ), events as (
      insert into security_events (user_id, type, device, details)
      select user_id, 'sessions_ended_by_operator', ${OPERATOR.device},
        ${JSON.stringify(details)}::jsonb || jsonb_build_object('count', count::text) from counted
    )
    select coalesce(sum(count), 0)::int as ended from counted`);
  return rows[0]?.ended ?? 0;
}

/** Nobody comes in any more by a link that was made before. Answers how many might still have been used. */
async function voidLinks(tx: Transaction, whose?: SQL): Promise<number> {
  const open = and(
    whose,
    eq(securityEvents.type, 'operator_link_made'),
    // Links live for minutes; what is younger than this is found by its index.
    sql`${securityEvents.at} > now() - interval '1 hour'`,
    isNull(securityEvents.disownedAt),
    sql`${securityEvents.details}->>'void' is null`,
    sql`not exists (
      select from security_events used where used.user_id = ${securityEvents.userId} and used.type = 'signed_in'
        and used.details->>'operatorLink' = ${securityEvents.id}::text)`,
  );
  // Everybody in the same order, so that nobody waits for each other.
  const ids = tx.select({ id: securityEvents.id }).from(securityEvents).where(open);
  const voided = await tx
    .update(securityEvents)
    .set({ details: sql`${securityEvents.details} || '{"void": "yes"}'` })
    .where(inArray(securityEvents.id, ids.orderBy(securityEvents.id).for('update')))
    .returning({ id: securityEvents.id });
  return voided.length;
}

/** The database's clock, which sessions go by; rounded up, because a Date knows no microseconds. */
export async function databaseNow(): Promise<Date> {
  const { rows } = await db().execute<{ now: string }>(sql`select now() + interval '1 millisecond' as now`);
  return new Date(rows[0]?.now ?? Date.now());
}

/** Changes an account with its row held; 'gone' where there is none. */
async function changing<T>(
  userId: string,
  change: (tx: Transaction, account: { disabledAt: Date | null }) => Promise<T>,
): Promise<T | 'gone'> {
  return db().transaction(async (tx) => {
    const [account] = await tx
      .select({ disabledAt: users.disabledAt })
      .from(users)
      .where(eq(users.id, userId))
      .for('no key update');
    return account ? change(tx, account) : 'gone';
  });
}

/** Nobody is signed in: it is done at the database. */
const OPERATOR: Actor = { sessionId: null, device: 'Operator', place: null };

/** Kept with the event: who did it (`by`), and why. */
type Details = Record<string, string>;

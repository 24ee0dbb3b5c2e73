import 'server-only';
import { and, asc, desc, eq, gt, inArray, isNull, lte, type SQL, sql } from 'drizzle-orm';
import { type Database, db } from './client';
import { securityEvents, users } from './schema';
import { type Actor, eventOf, type RecordedEvent, recordEvent } from './security-events';

/** When the delayed way back into an account was begun; null when none is under way. */
export async function findRecovery(userId: string, { wait, open }: RecoveryTimes): Promise<Date | null> {
  const [user] = await db()
    .select({ startedAt: users.recoveryStartedAt })
    .from(users)
    .where(and(eq(users.id, userId), gt(users.recoveryStartedAt, secondsAgo(wait + open))));
  return user?.startedAt ?? null;
}

/** Begins the delayed way back, unless one is under way, or the account is gone or disabled: then null. One statement. */
export async function startRecovery(
  userId: string,
  { wait, open }: RecoveryTimes,
  { sessionId, device, place }: Actor,
): Promise<StartedRecovery | null> {
  const { rows } = await db().execute<StartedRow>(sql`
    with started as (
      update users set recovery_started_at = now(), recovery_told_at = null
      where id = ${userId} and disabled_at is null
        and (recovery_started_at is null or recovery_started_at <= ${secondsAgo(wait + open)})
      returning id, email, locale, recovery_started_at
    ), event as (
      ${eventOf(sql`started`, {
        userId: sql`started.id`,
        type: 'recovery_started',
        device,
        place,
        sessionId: sql`${sessionId}`,
      })}
    )
    select email, locale, recovery_started_at as started_at, event.id as event_id, event.at from started, event`);
  const row = rows[0];
  if (!row) return null;
  const event = { id: Number(row.event_id), at: new Date(row.at) };
  return { email: row.email, locale: row.locale, startedAt: new Date(row.started_at), event };
}

/** Cancels the delayed way back; true when one was under way. One statement, also for use in a transaction. */
export async function cancelRecovery(
  userId: string,
  { sessionId, device, place }: Actor,
  by: Pick<Database, 'execute'> = db(),
): Promise<boolean> {
  const { rows } = await by.execute(sql`
    with cancelled as (
      update users set recovery_started_at = null, recovery_told_at = null
      where id = ${userId} and recovery_started_at is not null returning id
    ), event as (
      ${eventOf(sql`cancelled`, {
        userId: sql`cancelled.id`,
        type: 'recovery_cancelled',
        device,
        place,
        sessionId: sql`${sessionId}`,
      })}
    )
    select from cancelled`);
  return rows.length > 0;
}

/** Whose delayed way back is open without the owner having been told; those begun first, first. */
export async function listReadyRecoveries(times: RecoveryTimes): Promise<string[]> {
  const ready = await db()
    .select({ id: users.id })
    .from(users)
    .where(isReady(times))
    .orderBy(asc(users.recoveryStartedAt));
  return ready.map(({ id }) => id);
}

/**
 * Notes that the owner is told now; null when that was done already, or there is nothing to tell any more. Of any number
 * of callers one gets it. Its event is written once, however often the telling has to be tried.
 */
export async function claimReadyRecovery(
  userId: string,
  times: RecoveryTimes,
): Promise<ReadyRecovery | null> {
  return db().transaction(async (tx) => {
    const [user] = await tx
      .update(users)
      .set({ recoveryToldAt: sql`now()` })
      .where(and(eq(users.id, userId), isReady(times)))
      .returning({ email: users.email, locale: users.locale, startedAt: users.recoveryStartedAt });
    if (!user?.startedAt) return null;

    const [last] = await tx
      .select()
      .from(securityEvents)
      .where(
        and(
          eq(securityEvents.userId, userId),
          inArray(securityEvents.type, ['recovery_started', 'recovery_ready']),
        ),
      )
      .orderBy(desc(securityEvents.id))
      .limit(1);
    const asker = { device: last?.device ?? 'Unknown browser', place: last?.place ?? null };
    const event =
      last?.type === 'recovery_ready'
        ? last
        : await recordEvent(tx, {
            userId,
            type: 'recovery_ready',
            actor: { sessionId: null, ...asker },
          });
    return { email: user.email, locale: user.locale, startedAt: user.startedAt, event, asker };
  });
}

/** Takes that note back: the owner could not be told. */
export async function releaseReadyRecovery(userId: string): Promise<void> {
  await db().update(users).set({ recoveryToldAt: null }).where(eq(users.id, userId));
}

function isReady({ wait, open }: RecoveryTimes): SQL | undefined {
  return and(
    lte(users.recoveryStartedAt, secondsAgo(wait)),
    gt(users.recoveryStartedAt, secondsAgo(wait + open)),
    isNull(users.recoveryToldAt),
    isNull(users.disabledAt),
  );
}

function secondsAgo(seconds: number): SQL {
  return sql`now() - make_interval(secs => ${seconds})`;
}

/** How long the delayed way back takes, and then how long it stays open, in seconds. */
export type RecoveryTimes = { wait: number; open: number };

export type StartedRecovery = { email: string; locale: string; startedAt: Date; event: RecordedEvent };

type StartedRow = { email: string; locale: string; started_at: string; event_id: string; at: string };

export type ReadyRecovery = StartedRecovery & {
  /** Of whoever asked for it. */
  asker: { device: string; place: string | null };
};

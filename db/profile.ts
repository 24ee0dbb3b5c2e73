import 'server-only';
import { eq, sql, TransactionRollbackError } from 'drizzle-orm';
import pg from 'pg';
import { db } from './client';
import { type Asker, holdAccount } from './held-account';
import { isKeptForAnother } from './left-addresses';
import { users } from './schema';
import { eventOf, type RecordedEvent, recordEvent } from './security-events';

/**
 * Gives an account this name and username (canonical), and tells of what changed, if anything did. `taken` where another
 * account has the username. One transaction.
 *
 * Here and below 'not_signed_in' says that the session that asks, or its account, has come to its end meanwhile.
 */
export async function updateProfile(
  userId: string,
  profile: Profile,
  actor: Asker,
): Promise<'saved' | 'taken' | 'not_signed_in'> {
  return unlessTaken(() =>
    db().transaction(async (tx) => {
      if (!(await holdAccount(tx, userId, actor))) return 'not_signed_in';
      const [before = profile] = await tx
        .select({ name: users.name, username: users.username })
        .from(users)
        .where(eq(users.id, userId));
      const details = changes(before, profile);
      if (Object.keys(details).length === 0) return 'saved';
      await tx.update(users).set(profile).where(eq(users.id, userId));
      await recordEvent(tx, { userId, type: 'profile_changed', actor, details });
      return 'saved';
    }),
  );
}

/** Has an account be written to in this language. */
export async function saveLocale(userId: string, locale: string): Promise<void> {
  await db().update(users).set({ locale }).where(eq(users.id, userId));
}

/**
 * Notes that somebody asked to give an account another address. Whoever disowns this event stops the change. One
 * transaction.
 */
export async function recordEmailChangeRequest(
  userId: string,
  addresses: Addresses,
  actor: Asker,
): Promise<RecordedEvent | 'not_signed_in'> {
  return db().transaction(async (tx) => {
    if (!(await holdAccount(tx, userId, actor))) return 'not_signed_in';
    return recordEvent(tx, { userId, type: 'email_change_requested', actor, details: addresses });
  });
}

/**
 * Gives an account its new address. `taken` where another account has it by now, or left it within `keptFor` seconds;
 * `stopped` where the account has another address than when the change was asked for, or the asking (`requestedBy`, an
 * event's id) was disowned. One transaction.
 */
export async function updateEmail(
  userId: string,
  { oldEmail, newEmail, requestedBy }: Addresses & { requestedBy: number },
  actor: Asker,
  keptFor: number,
): Promise<RecordedEvent | 'taken' | 'stopped' | 'not_signed_in'> {
  return unlessTaken(() =>
    db().transaction(async (tx) => {
      // A disowning (db/disown.ts) holds the account too: the later of both sees what the other has done.
      if (!(await holdAccount(tx, userId, actor))) return 'not_signed_in';
      const { rows } = await tx.execute<{ id: string; at: string }>(sql`
        with changed as (
          update users set email = ${newEmail} from security_events requested
          where users.id = ${userId} and users.email = ${oldEmail} and requested.user_id = users.id
            and requested.id = ${requestedBy} and requested.type = 'email_change_requested'
            and requested.disowned_at is null
          returning users.id
        )
        ${eventOf(sql`changed`, {
          ...actor,
          userId: sql`changed.id`,
          type: 'email_changed',
          sessionId: sql`${actor.sessionId}`,
          details: sql`jsonb_build_object('oldEmail', ${oldEmail}::text, 'newEmail', ${newEmail}::text)`,
        })}`);
      const [event] = rows;
      if (!event) return 'stopped';
      if (await isKeptForAnother(newEmail, { userId, within: keptFor }, tx)) tx.rollback();
      return { id: Number(event.id), at: new Date(event.at) };
    }),
  );
}

/** What an event tells of a change: before and after, of what is not as it was. */
function changes(before: Profile, after: Profile): Record<string, string> {
  return {
    ...(after.name !== before.name && { nameBefore: before.name, name: after.name }),
    ...(after.username !== before.username && { usernameBefore: before.username, username: after.username }),
  };
}

/** A look beforehand would let two claims pass at once; the unique index lets one, and what is kept for another is rolled back. */
async function unlessTaken<T>(update: () => Promise<T>): Promise<T | 'taken'> {
  try {
    return await update();
  } catch (error) {
    if (error instanceof TransactionRollbackError) return 'taken';
    const cause = error instanceof Error ? error.cause : null;
    if (cause instanceof pg.DatabaseError && cause.code === UNIQUE_VIOLATION) return 'taken';
    throw error;
  }
}

const UNIQUE_VIOLATION = '23505';

export type Profile = { name: string; username: string };

type Addresses = { oldEmail: string; newEmail: string };

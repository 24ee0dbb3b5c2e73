import 'server-only';
import { and, eq, isNull, sql } from 'drizzle-orm';
import pg from 'pg';
import { db } from './client';
import { users } from './schema';
import { type Actor, eventOf, type RecordedEvent, recordEvent } from './security-events';

/**
 * Gives an account this name and username (canonical), and tells of what changed, if anything did. `taken` where another
 * account has the username, `gone` where this one is gone or disabled. One transaction.
 */
export async function updateProfile(
  userId: string,
  profile: Profile,
  actor: Actor,
): Promise<'saved' | 'taken' | 'gone'> {
  return unlessTaken(() =>
    db().transaction(async (tx) => {
      const [before] = await tx
        .select({ name: users.name, username: users.username })
        .from(users)
        .where(and(eq(users.id, userId), isNull(users.disabledAt)))
        .for('update');
      if (!before) return 'gone';
      const details = changes(before, profile);
      if (Object.keys(details).length === 0) return 'saved';
      await tx.update(users).set(profile).where(eq(users.id, userId));
      await recordEvent(tx, { userId, type: 'profile_changed', actor, details });
      return 'saved';
    }),
  );
}

/** Notes that somebody asked to give an account another address. Whoever disowns this event stops the change. */
export async function recordEmailChangeRequest(
  userId: string,
  addresses: Addresses,
  actor: Actor,
): Promise<RecordedEvent> {
  return db().transaction((tx) =>
    recordEvent(tx, { userId, type: 'email_change_requested', actor, details: addresses }),
  );
}

/**
 * Gives an account its new address. `taken` where another account has it by now; `gone` where the account has another
 * address than when the change was asked for, the asking (`requestedBy`, an event's id) was disowned, or the account is
 * gone or disabled. One statement.
 */
export async function updateEmail(
  userId: string,
  { oldEmail, newEmail, requestedBy }: Addresses & { requestedBy: number },
  actor: Actor,
): Promise<RecordedEvent | 'taken' | 'gone'> {
  return unlessTaken(async () => {
    // A disowning (db/disown.ts) locks the same rows in the same order: the later of both sees what the other has done.
    const { rows } = await db().execute<{ id: string; at: string }>(sql`
      with account as (
        select id from users where id = ${userId} and email = ${oldEmail} and disabled_at is null for update
      ), requested as (
        select account.id from account join security_events on security_events.user_id = account.id
        where security_events.id = ${requestedBy} and type = 'email_change_requested' and disowned_at is null
        for share of security_events
      ), changed as (
        update users set email = ${newEmail} from requested where users.id = requested.id returning users.id
      )
      ${eventOf(sql`changed`, {
        ...actor,
        userId: sql`changed.id`,
        type: 'email_changed',
        sessionId: sql`${actor.sessionId}`,
        details: sql`jsonb_build_object('oldEmail', ${oldEmail}::text, 'newEmail', ${newEmail}::text)`,
      })}`);
    const row = rows[0];
    return row ? { id: Number(row.id), at: new Date(row.at) } : 'gone';
  });
}

/** What an event tells of a change: before and after, of what is not as it was. */
function changes(before: Profile, after: Profile): Record<string, string> {
  return {
    ...(after.name !== before.name && { nameBefore: before.name, name: after.name }),
    ...(after.username !== before.username && { usernameBefore: before.username, username: after.username }),
  };
}

/** A look beforehand would let two claims pass at once; the unique index lets one. */
async function unlessTaken<T>(update: () => Promise<T>): Promise<T | 'taken'> {
  try {
    return await update();
  } catch (error) {
    const cause = error instanceof Error ? error.cause : null;
    if (cause instanceof pg.DatabaseError && cause.code === UNIQUE_VIOLATION) return 'taken';
    throw error;
  }
}

const UNIQUE_VIOLATION = '23505';

export type Profile = { name: string; username: string };

type Addresses = { oldEmail: string; newEmail: string };

import 'server-only';
import { and, eq, inArray, isNull, type SQL, sql } from 'drizzle-orm';
import { db, isRefusedValue } from './client';
import { cancelRecovery } from './recovery';
import { credentials, recoveryCodes, securityEvents, sessions, users } from './schema';
import {
  type Actor,
  eventOf,
  recordEvent,
  type SecurityEvent,
  type SecurityEventType,
  type Transaction,
} from './security-events';
import { findMade, type Made, sessionsOpenedBy, wasChanged } from './stranger-sessions';

/** An event, and what its owner should know before and after disowning it; null when it, or its account, is gone. */
export async function findDisownable(eventId: number, within: number): Promise<Disownable | null> {
  const [found] = await db()
    .select({
      id: securityEvents.id,
      userId: securityEvents.userId,
      type: securityEvents.type,
      at: securityEvents.at,
      device: securityEvents.device,
      place: securityEvents.place,
      sessionId: securityEvents.sessionId,
      details: securityEvents.details,
      disownedAt: securityEvents.disownedAt,
      expired: sql<boolean>`not ${isYoungerThan(within)}`,
      // All that one transaction writes has one time.
      effects: sql<SecurityEventType[]>`array(
        select effect.type from security_events effect
        where effect.user_id = ${users.id} and effect.at = ${securityEvents.disownedAt})`,
      emailChangeMade: sql<boolean>`${emailChangeMade}`,
      locale: users.locale,
      emailSignIn: users.emailSignIn,
      passkeys: sql<string[]>`array(select id from credentials where user_id = ${users.id})`,
      hasRecoveryCodes: sql<boolean>`exists (select from recovery_codes where user_id = ${users.id})`,
      codesCreatedBy: sql<number>`(
        select max(id)::int8 from security_events
        where user_id = ${users.id} and type = 'recovery_codes_created')`.mapWith(Number),
    })
    .from(securityEvents)
    .innerJoin(users, eq(users.id, securityEvents.userId))
    .where(eq(securityEvents.id, eventId));
  if (!found) return null;
  const made = await findMade(found, db());
  const { passkeys, codesCreatedBy, ...event } = found;
  const added = [event, ...made].filter(({ type }) => type === 'passkey_added');
  const about = added.map(({ details }) => details.credentialId);
  return {
    ...event,
    made,
    otherPasskeys: passkeys.filter((id) => !about.includes(id)).length,
    hasRecoveryCodes: event.hasRecoveryCodes && !made.some(({ id }) => id === codesCreatedBy),
  };
}

/**
 * Notes that an event was not its owner's doing, and takes these steps against it. Null, and nothing is done, when it was
 * noted before, or the event is older than `within` seconds or gone. One transaction.
 */
export async function disownEvent(
  { id, userId }: Pick<Disownable, 'id' | 'userId'>,
  remedies: readonly Remedy[],
  { within, actor }: { within: number; actor: Actor },
): Promise<Done | null> {
  return db().transaction(async (tx) => {
    // Whoever signs in or adds a passkey meanwhile waits for this row too, and then finds it done.
    await tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for('no key update');
    const [event] = await tx
      .update(securityEvents)
      .set({ disownedAt: sql`now()` })
      .where(
        and(
          eq(securityEvents.id, id),
          eq(securityEvents.userId, userId),
          isNull(securityEvents.disownedAt),
          isYoungerThan(within),
        ),
      )
      .returning();
    if (!event) return null;

    const details = { eventId: String(id), type: event.type };
    await recordEvent(tx, { userId, type: 'disowned', actor, details });
    for (const remedy of remedies) await apply[remedy](tx, event, actor);
    const reverted = and(
      eq(securityEvents.userId, userId),
      eq(securityEvents.type, 'email_change_reverted'),
      eq(securityEvents.at, sql`now()`),
    );
    return { reverted: await tx.select().from(securityEvents).where(reverted) };
  });
}

const apply: Record<Remedy, (tx: Transaction, event: Disowned, actor: Actor) => Promise<unknown>> = {
  remove_passkey: async (tx, { userId, details: { credentialId = '' } }, actor) => {
    // Its sessions outlive a passkey that was removed before, and then no longer name it.
    const opened = sql`${sessions.credentialId} = ${credentialId} or ${sessions.id} in (
      select session_id from security_events
      where user_id = ${userId} and type = 'signed_in' and details->>'credentialId' = ${credentialId})`;
    await endSessions(tx, userId, sql`(${opened})`, actor);
    const [removed] = await tx
      .delete(credentials)
      .where(and(eq(credentials.id, credentialId), eq(credentials.userId, userId)))
      .returning({ name: credentials.name });
    if (!removed) return;
    const details = { credentialId, name: removed.name };
    await recordEvent(tx, { userId, type: 'passkey_removed', actor, details });
  },

  // That it was disowned is what makes it worthless (db/session-opening.ts).
  void_operator_link: endOpened,

  remove_recovery_codes: async (tx, { userId, id, sessionId }) => {
    // A set that another session has made since has replaced the one that this is about.
    await tx.delete(recoveryCodes).where(
      and(
        eq(recoveryCodes.userId, userId),
        sql`not exists (
          select from security_events later
          where later.user_id = ${userId} and later.id > ${id} and later.type = 'recovery_codes_created'
            and later.session_id is distinct from ${sessionId}::uuid)`,
      ),
    );
  },

  undo_email_change: async (tx, event, actor) => {
    // What else was asked for comes to nothing: a thief would ask twice.
    await tx
      .update(securityEvents)
      .set({ disownedAt: sql`now()` })
      .where(
        and(
          eq(securityEvents.userId, event.userId),
          eq(securityEvents.type, 'email_change_requested'),
          isNull(securityEvents.disownedAt),
          sql`not ${emailChangeMade}`,
        ),
      );
    // Another account may have the address by now: that must not undo the rest.
    await tx
      .transaction((attempt) => undoEmailChange(attempt, event, actor))
      .catch((error) => {
        if (!isRefusedValue(error)) throw error;
      });
  },

  end_session: async (tx, { userId, sessionId }, actor) => {
    if (sessionId) await endSessions(tx, userId, eq(sessions.id, sessionId), actor);
  },

  pause_email_sign_in: async (tx, { userId }, actor) => {
    const paused = await tx
      .update(users)
      .set({ emailSignIn: 'paused' })
      .where(and(eq(users.id, userId), eq(users.emailSignIn, 'on')))
      .returning({ id: users.id });
    if (paused.length > 0) await recordEvent(tx, { userId, type: 'email_sign_in_paused', actor });
    // Whoever read the mail may have signed in by it more than once.
    const byEmail = sql`${sessions.method} = 'email' and ${sessions.id} is distinct from ${actor.sessionId}::uuid`;
    await endSessions(tx, userId, byEmail, actor);
  },

  cancel_recovery: async (tx, event, actor) => {
    await cancelRecovery(event.userId, actor, tx);
    await endOpened(tx, event, actor);
  },

  undo_made: async (tx, event, actor) => {
    // Oldest first: an address goes back to the first of several changes, as when each is disowned by itself.
    const ids = (await findMade(event, tx)).map(({ id }) => id);
    const disowned = await tx
      .update(securityEvents)
      .set({ disownedAt: sql`now()` })
      .where(inArray(securityEvents.id, ids))
      .returning();
    for (const made of disowned.sort((one, other) => one.id - other.id)) {
      await apply[undoing[made.type as Made['type']]](tx, made, actor);
    }
  },
};

const undoing: Record<Made['type'], Remedy> = {
  passkey_added: 'remove_passkey',
  recovery_codes_created: 'remove_recovery_codes',
  email_change_requested: 'undo_email_change',
  email_changed: 'undo_email_change',
};

/**
 * Gives the account back the address that it had before the change, wherever it has been moved since: a thief would change
 * it twice. But not when it had that address again in between, for what came after was another matter.
 */
async function undoEmailChange(tx: Transaction, { userId, id }: Disowned, actor: Actor): Promise<void> {
  await tx.execute(sql`
    with reverted as (
      update users set email = security_events.details->>'oldEmail'
      from security_events, users before
      where users.id = ${userId} and before.id = users.id and security_events.id = ${id} and ${emailChangeMade}
        and not exists (
          select from security_events back
          where back.user_id = ${userId} and back.id > ${id} and back.type in ('email_changed', 'email_change_reverted')
            and back.details->>'newEmail' = security_events.details->>'oldEmail')
        -- Nor when the change before it was disowned since: then the address before was not the owner's either.
        and not exists (
          select from security_events earlier
          where earlier.user_id = ${userId} and earlier.id < ${id} and earlier.disowned_at > security_events.at
            and (earlier.type = 'email_changed' or earlier.type = 'email_change_requested' and ${wasChanged(sql`earlier`)}))
      returning users.id, before.email as old_email, users.email as new_email
    )
    ${eventOf(sql`reverted`, {
      ...actor,
      userId: sql`reverted.id`,
      type: 'email_change_reverted',
      sessionId: sql`${actor.sessionId}`,
      details: sql`jsonb_build_object('oldEmail', old_email, 'newEmail', new_email)`,
    })}`);
}

async function endOpened(tx: Transaction, event: Disowned, actor: Actor): Promise<void> {
  await endSessions(tx, event.userId, sql`${sessions.id} in (${sessionsOpenedBy(event)})`, actor);
}

async function endSessions(tx: Transaction, userId: string, which: SQL, actor: Actor): Promise<void> {
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), which))
    .returning({ device: sessions.device });
  for (const details of ended) await recordEvent(tx, { userId, type: 'session_ended', actor, details });
}

/** Whether the change of address was made that `security_events` tells of, or of whose asking it tells. */
const emailChangeMade = wasChanged(sql`security_events`);

function isYoungerThan(seconds: number): SQL {
  return sql`${securityEvents.at} > now() - make_interval(secs => ${seconds})`;
}

/** One step against what somebody else did. */
export type Remedy =
  /** And ends the sessions that it opened. */
  | 'remove_passkey'
  | 'remove_recovery_codes'
  /** And ends the session that it opened. */
  | 'void_operator_link'
  | 'undo_email_change'
  /** The session that did it. */
  | 'end_session'
  /** And ends the sessions that began by it, but for the one that asks. */
  | 'pause_email_sign_in'
  /** And ends the sessions that it opened. */
  | 'cancel_recovery'
  /** What the sessions made that the event opened (`findMade`). */
  | 'undo_made';

/** What a disowning did that somebody has to be told of: the changes of address that it took back. */
type Done = { reverted: SecurityEvent[] };

export type Disownable = SecurityEvent & {
  userId: string;
  /** Too long ago to be disowned. */
  expired: boolean;
  /** The types of the events that disowning it led to. */
  effects: SecurityEventType[];
  /** Of a change of address, or of the asking for one: whether it was made. */
  emailChangeMade: boolean;
  locale: string;
  emailSignIn: 'on' | 'off' | 'paused';
  /** What came of it, and goes with it. */
  made: Made[];
  /** How many passkeys the account has besides those that this is about. */
  otherPasskeys: number;
  /** Whether it has recovery codes that do not go with it. */
  hasRecoveryCodes: boolean;
};

type Disowned = typeof securityEvents.$inferSelect;

import { eq } from 'drizzle-orm';
import { db } from '@/db/client';
import { addCredential } from '@/db/credential-changes';
import { recordEmailChangeRequest, updateEmail } from '@/db/profile';
import { securityEvents, sessions, users } from '@/db/schema';
import { recordEvent, type SecurityEventType } from '@/db/security-events';
import { openSessionByEmail } from '@/db/session-opening';
import { disown, inspectNotMe } from '@/lib/disown';
import { notMeToken } from '@/lib/not-me';
import { policy } from '@/lib/policy';
import { insertPerson, newCredential, newOpening } from './people';

// Nobody reads the log of what happens here.
process.env.LOG_LEVEL = 'silent';

export const stranger = { device: 'Firefox on Windows', place: 'Lyon, France' };
export const owner = { device: 'Safari on iOS', place: 'Bern, Switzerland' };
export const signedOut = { session: null, user: null } as const;

/** An account with a session of its owner, and one of a stranger, by mail, who wants it to have another address. */
export async function hijacked() {
  const { user } = await insertPerson();
  const mine = await openSessionByEmail(user.id, user.email, { ...newOpening(), ...owner });
  const theirs = await openSessionByEmail(user.id, user.email, { ...newOpening(), ...stranger });
  if (!mine || !theirs) throw new Error('No session was opened');
  // Those that began by mail end with every "This wasn't me".
  await db().update(sessions).set({ method: 'recovery' }).where(eq(sessions.id, mine.sessionId));
  return {
    user,
    mine,
    theirs,
    by: { ...stranger, sessionId: theirs.sessionId },
    change: { oldEmail: user.email, newEmail: `new-${user.email}` },
  };
}

/** Lets the stranger have done something; answers the event's id. */
export async function happened(
  { user, by }: Hijacked,
  type: SecurityEventType,
  {
    details = {},
    sessionId = by.sessionId,
  }: { details?: Record<string, string>; sessionId?: string | null } = {},
) {
  const event = { userId: user.id, type, details, actor: { ...by, sessionId } };
  return (await db().transaction((tx) => recordEvent(tx, event))).id;
}

/** Lets the stranger add a passkey. */
export async function addRogue({ user, by }: Hijacked) {
  const rogue = newCredential(user.id);
  const added = await addCredential(rogue, { most: 10, actor: by });
  if (typeof added === 'string') throw new Error(`No passkey was added: ${added}`);
  return { rogue, event: added.event };
}

/** Lets the stranger ask for a change of address. */
export async function askForAddress({ user, by }: Hijacked, change: Hijacked['change']) {
  const requested = await recordEmailChangeRequest(user.id, change, by);
  if (typeof requested === 'string') throw new Error(`No change was asked for: ${requested}`);
  return requested;
}

/** Lets the stranger change the address. */
export async function changeAddress(person: Hijacked, change: Hijacked['change']) {
  const { user, by } = person;
  const requested = await askForAddress(person, change);
  const changed = await updateEmail(user.id, { ...change, requestedBy: requested.id }, by, policy.notMe);
  if (typeof changed === 'string') throw new Error(`The address was not changed: ${changed}`);
  return { requested, changed };
}

export async function inspect(eventId: number) {
  return inspectNotMe(notMeToken(eventId));
}

/** Presses "It wasn't me", in the owner's browser. */
export async function press(eventId: number, current: Parameters<typeof disown>[1]['current'] = signedOut) {
  const mails: Promise<void>[] = [];
  await disown(notMeToken(eventId), { current, visitor: owner, later: (mail) => void mails.push(mail()) });
  await Promise.all(mails);
}

export async function accountOf({ user }: Hijacked) {
  const [account] = await db().select().from(users).where(eq(users.id, user.id));
  return account;
}

export async function sessionsOf({ user }: Hijacked) {
  const rows = await db().select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, user.id));
  return rows.map(({ id }) => id).sort();
}

/** The events of the account after one of them, or all. */
export async function eventsOf({ user }: Hijacked, after = 0) {
  const events = await db()
    .select()
    .from(securityEvents)
    .where(eq(securityEvents.userId, user.id))
    .orderBy(securityEvents.id);
  return events.filter(({ id }) => id > after);
}

export async function typesOf(person: Hijacked, after = 0) {
  return (await eventsOf(person, after)).map(({ type }) => type);
}

export type Hijacked = Awaited<ReturnType<typeof hijacked>>;

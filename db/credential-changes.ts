import 'server-only';
import { and, eq, ne } from 'drizzle-orm';
import { db } from './client';
import type { NewCredential } from './credentials';
import { type Asker, holdAccount } from './held-account';
import { credentials, sessions } from './schema';
import { type RecordedEvent, recordEvent, type Transaction } from './security-events';
import { isAlive } from './session-list';

/**
 * Adds a passkey to an account, with its event. Not where the account has `most` of them already ('limit'), has this one
 * ('owned'), or somebody else has ('taken'). A name that another of its passkeys has gets a number.
 *
 * Here and below 'not_signed_in' says that the session that asks, or its account, has come to its end meanwhile.
 */
export async function addCredential(
  credential: NewCredential,
  { most, actor }: { most: number; actor: Asker },
): Promise<Changed | 'not_signed_in' | 'limit' | 'owned' | 'taken'> {
  const { id, userId } = credential;
  return db().transaction(async (tx) => {
    const account = await holdPasskeys(tx, userId, actor);
    if (!account) return 'not_signed_in';
    const { owned } = account;
    if (owned.some((passkey) => passkey.id === id)) return 'owned';
    if (owned.length >= most) return 'limit';

    const name = distinctName(
      credential.name,
      owned.map((passkey) => passkey.name),
    );
    const added = await tx
      .insert(credentials)
      .values({ ...credential, name })
      .onConflictDoNothing()
      .returning({ id: credentials.id });
    if (added.length === 0) return 'taken';

    const details = { credentialId: id, name };
    return { name, event: await recordEvent(tx, { userId, type: 'passkey_added', actor, details }) };
  });
}

/** Renames a passkey, unless the account has no such one ('gone'), or another one of that name ('name_taken'). */
export async function renameCredential(
  { id, userId }: OwnedId,
  name: string,
  actor: Asker,
): Promise<'renamed' | 'not_signed_in' | 'gone' | 'name_taken'> {
  return db().transaction(async (tx) => {
    const account = await holdPasskeys(tx, userId, actor);
    if (!account) return 'not_signed_in';
    const { owned } = account;
    const passkey = owned.find((candidate) => candidate.id === id);
    if (!passkey) return 'gone';
    if (passkey.name === name) return 'renamed';
    if (owned.some((other) => other.name === name)) return 'name_taken';

    await tx.update(credentials).set({ name }).where(owns({ id, userId }));
    await recordEvent(tx, { userId, type: 'passkey_renamed', actor, details: { credentialId: id, name } });
    return 'renamed';
  });
}

/**
 * Removes a passkey and, if asked, ends the sessions that it opened, but never the one that asks. Nothing is removed when
 * the account has no such passkey ('gone'), or when it is the last and email does not sign in either ('needed').
 */
export async function removeCredential(
  { id, userId }: OwnedId,
  { endSessions, actor }: { endSessions: Limits | null; actor: Asker },
): Promise<Changed | 'not_signed_in' | 'gone' | 'needed'> {
  return db().transaction(async (tx) => {
    const account = await holdPasskeys(tx, userId, actor);
    if (!account) return 'not_signed_in';
    const { owned, emailSignIn } = account;
    const passkey = owned.find((candidate) => candidate.id === id);
    if (!passkey) return 'gone';
    if (owned.length === 1 && emailSignIn !== 'on') return 'needed';

    if (endSessions) await endSessionsOpenedBy({ id, userId }, tx, actor, endSessions);
    await tx.delete(credentials).where(owns({ id, userId }));
    const { name } = passkey;
    const details = { credentialId: id, name };
    return { name, event: await recordEvent(tx, { userId, type: 'passkey_removed', actor, details }) };
  });
}

/** As `holdAccount`, with the account's passkeys: none is added, renamed or removed meanwhile. */
async function holdPasskeys(tx: Transaction, userId: string, actor: Asker) {
  const account = await holdAccount(tx, userId, actor);
  if (!account) return null;
  const owned = await tx
    .select({ id: credentials.id, name: credentials.name })
    .from(credentials)
    .where(eq(credentials.userId, userId));
  return { ...account, owned };
}

/** All but the session that asks. Those whose time was up go without an event. */
async function endSessionsOpenedBy(
  { id, userId }: OwnedId,
  tx: Transaction,
  actor: Asker,
  limits: Limits,
): Promise<void> {
  const ended = await tx
    .delete(sessions)
    .where(and(eq(sessions.userId, userId), eq(sessions.credentialId, id), ne(sessions.id, actor.sessionId)))
    .returning({ device: sessions.device, alive: isAlive(limits) });
  for (const { device, alive } of ended) {
    if (alive) await recordEvent(tx, { userId, type: 'session_ended', actor, details: { device } });
  }
}

/** "iCloud Keychain", then "iCloud Keychain 2": two passkeys with one name cannot be told apart. */
function distinctName(wanted: string, taken: string[]): string {
  let name = wanted;
  for (let number = 2; taken.includes(name); number += 1) name = `${wanted} ${number}`;
  return name;
}

function owns({ id, userId }: OwnedId) {
  return and(eq(credentials.id, id), eq(credentials.userId, userId));
}

type OwnedId = { id: string; userId: string };

/** How long sessions live, in seconds. */
type Limits = { lifetime: number; idle: number };

type Changed = {
  /** What the passkey is, or was, called. */
  name: string;
  event: RecordedEvent;
};

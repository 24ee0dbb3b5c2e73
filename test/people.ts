import { randomBytes, randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { db } from '@/db/client';
import type { NewCredential } from '@/db/credentials';
import { sessions, users } from '@/db/schema';
import type { Opening } from '@/db/session-opening';
import type { SignedIn } from '@/lib/current-session';
import type { Visitor } from '@/lib/visitor';

/** An account of somebody who signed in to it a moment ago, by email, and their browser. */
export async function insertPerson(): Promise<Person> {
  const username = `ada-${randomBytes(6).toString('hex')}`;
  const email = `${username}@example.com`;
  const userHandle = new Uint8Array(randomBytes(64));
  const [user] = await db().insert(users).values({ userHandle, name: 'Ada', username, email }).returning();
  if (!user) throw new Error('No account was inserted');
  return {
    user: {
      id: user.id,
      name: user.name,
      username,
      email,
      locale: 'en',
      userHandle,
      emailSignIn: 'on',
      credentialIds: [],
    },
    session: {
      id: randomUUID(),
      method: 'email',
      credentialId: null,
      passkeyName: null,
      device: 'Chrome on macOS',
      authenticatedAt: new Date(),
    },
    visitor: newVisitor(),
    userHandle,
  };
}

/** Writes the row of a person's session, without which no passkey is added or changed; answers what removes it again. */
export async function openSessionOf({ session, user }: SignedIn): Promise<() => Promise<void>> {
  const { id, method, credentialId, device, authenticatedAt } = session;
  const opened = await db()
    .insert(sessions)
    .values({
      id,
      method,
      credentialId,
      device,
      authenticatedAt,
      userId: user.id,
      tokenHash: randomBytes(32),
    })
    .onConflictDoNothing()
    .returning({ id: sessions.id });
  return async () => {
    if (opened.length > 0) await db().delete(sessions).where(eq(sessions.id, id));
  };
}

/** Somebody in a browser of their own. */
export function newVisitor(): Visitor & { browser: string } {
  return {
    browser: randomUUID(),
    linkTicket: null,
    locale: 'en',
    client: randomUUID(),
    device: 'Chrome on macOS',
    place: null,
  };
}

/** What goes with opening a session in a browser that has none. */
export function newOpening(): Opening {
  return {
    tokenHash: new Uint8Array(randomBytes(32)),
    previousTokenHash: null,
    device: 'Chrome on macOS',
    place: null,
    perAccount: 20,
    recovery: { wait: 86_400, open: 172_800 },
  };
}

/** The credential record of a passkey that no authenticator holds. */
export function newCredential(userId: string) {
  return {
    id: randomBytes(32).toString('base64url'),
    userId,
    publicKey: new Uint8Array(randomBytes(77)),
    signCount: 0,
    transports: ['internal', 'hybrid'],
    backupEligible: true,
    backupState: true,
    aaguid: randomUUID(),
    name: 'Key',
  } satisfies NewCredential;
}

export interface Person extends SignedIn {
  visitor: Visitor & { browser: string };
  userHandle: Uint8Array;
}

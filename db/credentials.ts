import 'server-only';
import { and, asc, count, eq, ne, sql } from 'drizzle-orm';
import { db } from './client';
import { credentials, sessions, users } from './schema';
import { isAlive } from './session-list';

/** The credential record of this credential ID with its owner's user handle; null when nobody's, or a disabled account's. */
export async function findCredential(id: string): Promise<CredentialRecord | null> {
  const [row] = await db()
    .select({
      id: credentials.id,
      userId: credentials.userId,
      publicKey: credentials.publicKey,
      signCount: credentials.signCount,
      transports: credentials.transports,
      backupEligible: credentials.backupEligible,
      name: credentials.name,
      userHandle: users.userHandle,
      disabledAt: users.disabledAt,
    })
    .from(credentials)
    .innerJoin(users, eq(users.id, credentials.userId))
    .where(eq(credentials.id, id));
  return row && !row.disabledAt ? row : null;
}

/** An account's passkeys, oldest first. */
export async function listCredentials(userId: string): Promise<Passkey[]> {
  return db()
    .select({
      id: credentials.id,
      name: credentials.name,
      aaguid: credentials.aaguid,
      transports: credentials.transports,
      backupEligible: credentials.backupEligible,
      backupState: credentials.backupState,
      createdAt: credentials.createdAt,
      lastUsedAt: credentials.lastUsedAt,
    })
    .from(credentials)
    .where(eq(credentials.userId, userId))
    .orderBy(asc(credentials.createdAt));
}

/** Whether anybody has this credential ID, a disabled account included. */
export async function isKnownCredential(id: string): Promise<boolean> {
  return (await db().$count(credentials, eq(credentials.id, id))) > 0;
}

/** How many sessions each of an account's passkeys has opened that are still alive, `except` left out; by credential ID. */
export async function countSessionsByCredential(
  userId: string,
  except: string,
  limits: { lifetime: number; idle: number },
): Promise<Map<string, number>> {
  const rows = await db()
    .select({ id: credentials.id, count: count() })
    .from(credentials)
    .innerJoin(sessions, eq(sessions.credentialId, credentials.id))
    .where(and(eq(credentials.userId, userId), ne(sessions.id, except), isAlive(limits)))
    .groupBy(credentials.id);
  return new Map(rows.map((row) => [row.id, row.count]));
}

/** Notes that a passkey answered with a sign count that did not rise: the one sign of a copied key there is. */
export async function recordSignCountRegression(userId: string, name: string, device: string): Promise<void> {
  await db().execute(sql`
    insert into security_events (user_id, type, device, details)
    select id, 'sign_count_regressed', ${device}, jsonb_build_object('name', ${name}::text) from users
    where id = ${userId} for key share`);
}

/** A credential record, and what else decides whether it may sign in (WebAuthn L3, section 4). */
export type CredentialRecord = {
  id: string;
  userId: string;
  publicKey: Uint8Array<ArrayBuffer>;
  signCount: number;
  transports: string[];
  backupEligible: boolean;
  name: string;
  userHandle: Uint8Array<ArrayBuffer>;
};

export type NewCredential = typeof credentials.$inferInsert;

export type Passkey = {
  id: string;
  name: string;
  aaguid: string;
  transports: string[];
  backupEligible: boolean;
  backupState: boolean;
  createdAt: Date;
  lastUsedAt: Date | null;
};

import 'server-only';
import { and, asc, eq, isNull, sql } from 'drizzle-orm';
import { db } from './client';
import { credentials, securityEvents, users } from './schema';

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

/**
 * Adds a passkey to an account, unless the account is gone or disabled ('no_account'), has `most` of them already
 * ('limit'), has this one ('owned'), or somebody else has ('taken'). The account's row is locked meanwhile, so parallel
 * additions are counted one after the other.
 */
export async function addCredential(
  credential: NewCredential,
  { most, device }: { most: number; device: string },
): Promise<'added' | 'no_account' | 'limit' | 'owned' | 'taken'> {
  return db().transaction(async (tx) => {
    const [owner] = await tx
      .select({ id: users.id })
      .from(users)
      .where(and(eq(users.id, credential.userId), isNull(users.disabledAt)))
      .for('update');
    if (!owner) return 'no_account';

    const owned = await tx
      .select({ id: credentials.id, name: credentials.name })
      .from(credentials)
      .where(eq(credentials.userId, owner.id));
    if (owned.some((passkey) => passkey.id === credential.id)) return 'owned';
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

    await tx
      .insert(securityEvents)
      .values({ userId: owner.id, type: 'passkey_added', device, details: { name } });
    return 'added';
  });
}

/** Notes that a passkey answered with a sign count that did not rise: the one sign of a copied key there is. */
export async function recordSignCountRegression(userId: string, name: string, device: string): Promise<void> {
  await db().execute(sql`
    insert into security_events (user_id, type, device, details)
    select id, 'sign_count_regressed', ${device}, jsonb_build_object('name', ${name}::text) from users
    where id = ${userId} for key share`);
}

/** "Chrome on macOS", then "Chrome on macOS 2": two passkeys with one name cannot be told apart. */
function distinctName(wanted: string, taken: string[]): string {
  let name = wanted;
  for (let number = 2; taken.includes(name); number += 1) name = `${wanted} ${number}`;
  return name;
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

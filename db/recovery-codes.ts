import 'server-only';
import { and, count, eq, isNull, max, sql } from 'drizzle-orm';
import { db } from './client';
import { type Asker, holdAccount } from './held-account';
import { recoveryCodes, users } from './schema';
import { type RecordedEvent, recordEvent } from './security-events';

/** How many recovery codes an account has left, and when they were created; null when it has none. */
export async function findCodeSet(userId: string): Promise<CodeSet | null> {
  const [set] = await db()
    .select({ left: count(), createdAt: max(recoveryCodes.createdAt) })
    .from(recoveryCodes)
    .where(eq(recoveryCodes.userId, userId));
  return set?.createdAt ? { left: set.left, createdAt: set.createdAt } : null;
}

/** An account by its email or username, with the hashes of its recovery codes; null when gone or disabled. One statement. */
export async function findCodeHashes(
  by: { email: string } | { username: string },
): Promise<{ userId: string; hashes: string[] } | null> {
  const [found] = await db()
    .select({
      userId: users.id,
      hashes: sql<string[]>`array(select hash from recovery_codes where user_id = ${users.id})`,
    })
    .from(users)
    .where(
      and(
        'email' in by ? eq(users.email, by.email) : eq(users.username, by.username),
        isNull(users.disabledAt),
      ),
    );
  return found ?? null;
}

/**
 * Gives an account a new set of recovery codes in place of the one it had. Null when the session that asks, or its
 * account, has come to its end meanwhile.
 */
export async function replaceCodes(
  userId: string,
  hashes: string[],
  actor: Asker,
): Promise<RecordedEvent | null> {
  return db().transaction(async (tx) => {
    if (!(await holdAccount(tx, userId, actor))) return null;
    await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId));
    await tx.insert(recoveryCodes).values(hashes.map((hash) => ({ userId, hash })));
    return recordEvent(tx, { userId, type: 'recovery_codes_created', actor });
  });
}

export type CodeSet = { left: number; createdAt: Date };

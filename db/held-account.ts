import 'server-only';
import { setTimeout as delay } from 'node:timers/promises';
import { and, eq, isNull, type SQL } from 'drizzle-orm';
import { db, isLockTaken } from './client';
import { sessions, users } from './schema';
import type { Actor, Transaction } from './security-events';

/**
 * Holds an account until the transaction ends, so that its passkeys, codes and settings change one after the other. Null
 * when it is gone or disabled, or when the session that asks has been ended meanwhile.
 */
export async function holdAccount(
  tx: Transaction,
  userId: string,
  { sessionId }: Asker,
): Promise<HeldAccount | null> {
  const [account] = await tx
    .select({ id: users.id, emailSignIn: users.emailSignIn })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.disabledAt)))
    // Not `for update`: what only refers to the account, such as a sign-in's event, need not wait.
    .for('no key update');
  const [session] = await tx
    .select({ id: sessions.id })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)));
  return account && session ? account : null;
}

/**
 * Runs a statement that locks the account's row with `nowait`; where somebody else has it, again a moment later, for
 * two seconds. A statement that waited for the row would not see what was done to the account meanwhile, such as other
 * sessions opened; a transaction that had it first would keep it from one round trip to the next. Still, one that begins in
 * the instant before another ends does not see it either: what is counted here may be one too many until the next time.
 */
export async function runOnAccount<R extends Record<string, unknown>>(statement: SQL) {
  const until = performance.now() + 2_000;
  for (;;) {
    try {
      return await db().execute<R>(statement);
    } catch (error) {
      if (!isLockTaken(error) || performance.now() > until) throw error;
    }
    await delay(5 + Math.random() * 20);
  }
}

/** Somebody who is signed in. */
export type Asker = Actor & { sessionId: string };

type HeldAccount = { id: string; emailSignIn: 'on' | 'off' | 'paused' };

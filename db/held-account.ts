import 'server-only';
import { and, eq, isNull } from 'drizzle-orm';
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

/** Somebody who is signed in. */
export type Asker = Actor & { sessionId: string };

type HeldAccount = { id: string; emailSignIn: 'on' | 'off' | 'paused' };

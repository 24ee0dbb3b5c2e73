import 'server-only';
import { eq } from 'drizzle-orm';
import { db } from './client';
import { type Asker, holdAccount } from './held-account';
import { credentials, recoveryCodes, users } from './schema';
import { type RecordedEvent, recordEvent } from './security-events';

/**
 * Turns sign-in by email off, where the ways in that remain are `enough`; else nothing changes ('not_enough'). 'unchanged'
 * when it was off before.
 *
 * Here and below 'not_signed_in' says that the session that asks, or its account, has come to its end meanwhile.
 */
export async function turnEmailSignInOff(
  userId: string,
  enough: (ways: OtherWaysIn) => boolean,
  actor: Asker,
): Promise<RecordedEvent | 'unchanged' | 'not_enough' | 'not_signed_in'> {
  return db().transaction(async (tx) => {
    const account = await holdAccount(tx, userId, actor);
    if (!account) return 'not_signed_in';
    if (account.emailSignIn === 'off') return 'unchanged';

    const passkeys = await tx
      .select({ backupState: credentials.backupState })
      .from(credentials)
      .where(eq(credentials.userId, userId));
    const codesLeft = await tx.$count(recoveryCodes, eq(recoveryCodes.userId, userId));
    if (!enough({ passkeys, codesLeft })) return 'not_enough';

    await tx.update(users).set({ emailSignIn: 'off' }).where(eq(users.id, userId));
    return recordEvent(tx, { userId, type: 'email_sign_in_off', actor });
  });
}

/** Turns sign-in by email on, whether it was off or paused. 'unchanged' when it was on before. */
export async function turnEmailSignInOn(
  userId: string,
  actor: Asker,
): Promise<RecordedEvent | 'unchanged' | 'not_signed_in'> {
  return db().transaction(async (tx) => {
    const account = await holdAccount(tx, userId, actor);
    if (!account) return 'not_signed_in';
    if (account.emailSignIn === 'on') return 'unchanged';

    await tx.update(users).set({ emailSignIn: 'on' }).where(eq(users.id, userId));
    return recordEvent(tx, { userId, type: 'email_sign_in_on', actor });
  });
}

/** What lets an owner in besides email. */
export type OtherWaysIn = {
  passkeys: { backupState: boolean }[];
  /** Recovery codes that have not been used. */
  codesLeft: number;
};

import 'server-only';
import { cancelRecovery, findRecovery } from '@/db/recovery';
import type { User } from '@/db/users';
import type { SignedIn } from '@/lib/current-session';
import { policy } from '@/lib/policy';
import type { Acting } from '@/lib/tell-owner';

/** From when until when the delayed way back is open that was begun then. */
export function recoveryWindow(startedAt: Date): RecoveryWindow {
  const { wait, open } = policy.recovery;
  const from = startedAt.getTime() + wait * 1000;
  return { from: new Date(from), until: new Date(from + open * 1000) };
}

/** Whether a mailed link signs in to an account: its owner lets it, or the delayed way back is open. */
export function letsEmailSignIn(user: User, now = new Date()): boolean {
  return user.emailSignIn === 'on' || isRecoveryOpen(user, now);
}

/** Whether the delayed way back into an account is open. */
export function isRecoveryOpen({ recoveryStartedAt }: User, now = new Date()): boolean {
  if (!recoveryStartedAt) return false;
  const { from, until } = recoveryWindow(recoveryStartedAt);
  return now >= from && now < until;
}

/** The delayed way back of the person who is signed in: when it opens and ends; null when none is under way. */
export async function recoveryOf(user: { id: string }): Promise<RecoveryWindow | null> {
  const startedAt = await findRecovery(user.id, policy.recovery);
  return startedAt && recoveryWindow(startedAt);
}

/** Cancels the delayed way back of the person who is signed in. Nothing happens when none is under way. */
export async function stopRecovery(
  { session, user }: SignedIn,
  { device, place }: Acting['visitor'],
): Promise<void> {
  await cancelRecovery(user.id, { sessionId: session.id, device, place });
}

export type RecoveryWindow = { from: Date; until: Date };

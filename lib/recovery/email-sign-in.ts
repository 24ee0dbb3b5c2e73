import 'server-only';
import { type OtherWaysIn, turnEmailSignInOff, turnEmailSignInOn } from '@/db/email-sign-in';
import type { SignedIn } from '@/lib/current-session';
import { AuthFailure } from '@/lib/errors';
import { requireConfirmation } from '@/lib/step-up';
import { type Acting, tellOwner } from '@/lib/tell-owner';

/**
 * Whether an account can do without sign-in by email: a lost device must not lose the account. A synced passkey outlives
 * its device, but not the password manager: it takes recovery codes besides.
 */
export function canDoWithoutEmail({ passkeys, codesLeft }: OtherWaysIn): boolean {
  return passkeys.length > 1 || (passkeys.some(({ backupState }) => backupState) && codesLeft > 0);
}

/**
 * Stops links and codes from mails from signing in to this account, those under way included, and tells its owner.
 *
 * Fails with `step_up_required`, `email_sign_in_needed`, `not_signed_in` (the session has been ended
 * meanwhile).
 */
export async function stopEmailSignIn(
  current: SignedIn,
  { visitor: { device, place }, later }: Acting,
): Promise<void> {
  requireConfirmation(current);
  const { session, user } = current;
  const actor = { sessionId: session.id, device, place };
  const event = await turnEmailSignInOff(user.id, canDoWithoutEmail, actor);
  if (event === 'unchanged') return;
  if (event === 'not_enough') throw new AuthFailure('email_sign_in_needed');
  if (event === 'not_signed_in') throw new AuthFailure('not_signed_in');
  const about = { event: 'email_sign_in_off' } as const;
  later(() => tellOwner({ to: user, event, about, from: actor }));
}

/**
 * Lets mails sign in to this account again, whether they were stopped by choice or paused after "This wasn't me", and tells
 * its owner.
 *
 * Fails with `step_up_required`, `not_signed_in` (as above).
 */
export async function allowEmailSignIn(
  current: SignedIn,
  { visitor: { device, place }, later }: Acting,
): Promise<void> {
  requireConfirmation(current);
  const { session, user } = current;
  const actor = { sessionId: session.id, device, place };
  const event = await turnEmailSignInOn(user.id, actor);
  if (event === 'unchanged') return;
  if (event === 'not_signed_in') throw new AuthFailure('not_signed_in');
  const about = { event: 'email_sign_in_on' } as const;
  later(() => tellOwner({ to: user, event, about, from: actor }));
}

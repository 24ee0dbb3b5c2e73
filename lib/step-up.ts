import 'server-only';
import type { Account } from '@/db/sessions';
import type { SignedIn } from './current-session';
import { AuthFailure } from './errors';
import { policy } from './policy';

/**
 * Whether the last authentication is good enough for what could lock an owner out or let a stranger in: it is recent, and
 * whoever owns a passkey has used one that the account still has. Mail is good enough only where it is all there is, and
 * signs in; a recovery always is: it is for those who have lost their passkeys.
 * Decision: docs/decisions/008-step-up.md.
 */
export function isConfirmed({ session, user }: SignedIn): boolean {
  const age = Date.now() - session.authenticatedAt.getTime();
  if (age > policy.stepUp * 1000) return false;
  switch (session.method) {
    case 'passkey':
      return session.credentialId !== null;
    case 'email':
      return canConfirmByMail(user);
    case 'recovery':
      return true;
  }
}

/** Whether a mailed code is a step-up: for accounts without a passkey, whose email sign-in is neither off nor paused. */
export function canConfirmByMail({ credentialIds, emailSignIn }: Account): boolean {
  return credentialIds.length === 0 && emailSignIn === 'on';
}

/** Fails with `step_up_required` unless the last authentication is good enough. */
export function requireConfirmation(current: SignedIn): void {
  if (!isConfirmed(current)) throw new AuthFailure('step_up_required');
}

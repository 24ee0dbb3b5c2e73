import 'server-only';
import type { SignedIn } from './current-session';
import { AuthFailure } from './errors';
import { policy } from './policy';

/**
 * Whether the last authentication is good enough for what could lock an owner out or let a stranger in: it is recent, and
 * whoever owns a passkey has used one. A recovery counts as much: it is for those who have lost theirs.
 * Decision: docs/decisions/008-step-up.md.
 */
export function isConfirmed({ session, user }: SignedIn): boolean {
  const age = Date.now() - session.authenticatedAt.getTime();
  if (age > policy.stepUp * 1000) return false;
  return session.method !== 'email' || user.credentialIds.length === 0;
}

/** Fails with `step_up_required` unless the last authentication is good enough. */
export function requireConfirmation(current: SignedIn): void {
  if (!isConfirmed(current)) throw new AuthFailure('step_up_required');
}

import 'server-only';
import type { User } from '@/db/users';
import { policy } from '@/lib/policy';

/** Whether a mailed link signs in to an account: its owner lets it, or the delayed way back is open. */
export function letsEmailSignIn({ emailSignIn, recoveryStartedAt }: User, now = Date.now()): boolean {
  if (emailSignIn === 'on') return true;
  if (!recoveryStartedAt) return false;
  const waited = (now - recoveryStartedAt.getTime()) / 1000;
  const { wait, open } = policy.recovery;
  return waited >= wait && waited < wait + open;
}

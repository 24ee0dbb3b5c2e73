import 'server-only';
import { deleteUser } from '@/db/deletion';
import type { SignedIn } from '@/lib/current-session';
import { AuthFailure } from '@/lib/errors';
import { log } from '@/lib/log';
import { requireConfirmation } from '@/lib/step-up';
import { type Acting, tellOwner } from '@/lib/tell-owner';

/**
 * Deletes the account of whoever is signed in, and tells its mailbox. Sessions, passkeys, links and ceremonies under way
 * are worth nothing from then on, for each looks its account up. One that is gone already is no failure.
 *
 * Fails with `step_up_required`, `not_signed_in` (the session has been ended meanwhile).
 */
export async function deleteAccount({ session, user }: SignedIn, { visitor, later }: Acting): Promise<void> {
  requireConfirmation({ session, user });
  const event = await deleteUser(user.id, { sessionId: session.id });
  if (event === 'not_signed_in') throw new AuthFailure(event);
  if (event === 'gone') return;
  log('info', 'account.deleted');
  const about = { event: 'account_deleted' } as const;
  later(() => tellOwner({ to: user, event, about, from: visitor, undoable: false }));
}

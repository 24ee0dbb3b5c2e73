import 'server-only';
import { type Profile, updateProfile } from '@/db/profile';
import type { SignedIn } from '@/lib/current-session';
import { AuthFailure } from '@/lib/errors';
import type { Visitor } from '@/lib/visitor';

/**
 * Gives whoever is signed in this name and username (see identifiers.ts). Their own username is theirs to keep.
 *
 * Fails with `username_taken`, `not_signed_in` (the session or its account has come to its end meanwhile).
 */
export async function saveProfile(
  { session, user }: SignedIn,
  profile: Profile,
  { device, place }: Pick<Visitor, 'device' | 'place'>,
): Promise<void> {
  const outcome = await updateProfile(user.id, profile, { sessionId: session.id, device, place });
  if (outcome === 'taken') {
    throw new AuthFailure('username_taken', { fields: { username: 'refusals.username_taken' } });
  }
  if (outcome === 'not_signed_in') throw new AuthFailure(outcome);
}

import 'server-only';
import { removeCredential, renameCredential } from '@/db/credential-changes';
import {
  countSessionsByCredential,
  isKnownCredential,
  listCredentials,
  type Passkey,
} from '@/db/credentials';
import type { SessionUser } from '@/db/sessions';
import type { SignedIn } from '@/lib/current-session';
import { AuthFailure } from '@/lib/errors';
import { policy } from '@/lib/policy';
import { mayAskForPasskey } from '@/lib/rate-limits';
import { requireConfirmation } from '@/lib/step-up';
import { type Acting, tellOwner } from '@/lib/tell-owner';
import type { Visitor } from '@/lib/visitor';

/** A person's passkeys, oldest first. */
export async function passkeysOf(user: SessionUser): Promise<Passkey[]> {
  return listCredentials(user.id);
}

/** How many other sessions of this person each passkey has opened, by its id; none are left out. */
export async function sessionsByPasskey({ session, user }: SignedIn): Promise<Map<string, number>> {
  return countSessionsByCredential(user.id, session.id, policy.session);
}

/**
 * Calls one of a person's passkeys something else.
 *
 * Fails with `passkey_gone` (also for somebody else's), `passkey_name_taken` (two of one name cannot be told apart),
 * `not_signed_in` (the session has been ended meanwhile).
 */
export async function renamePasskey(
  { session, user }: SignedIn,
  { id, name }: { id: string; name: string },
  { device, place }: Acting['visitor'],
): Promise<void> {
  const actor = { sessionId: session.id, device, place };
  const outcome = await renameCredential({ id, userId: user.id }, name, actor);
  if (outcome === 'not_signed_in') throw new AuthFailure('not_signed_in');
  if (outcome === 'gone') throw new AuthFailure('passkey_gone');
  if (outcome === 'name_taken')
    throw new AuthFailure('passkey_name_taken', { fields: { name: 'refusals.passkey_name_taken' } });
}

/**
 * Removes one of a person's passkeys and tells them by mail; if asked, the other sessions that it opened end with it.
 *
 * Fails with `step_up_required`, `passkey_gone` (also for somebody else's), `passkey_needed` (the last one, while email
 * does not sign in), `not_signed_in` (the session has been ended meanwhile).
 */
export async function removePasskey(
  current: SignedIn,
  { id, endSessions }: { id: string; endSessions: boolean },
  { visitor, later }: Acting,
): Promise<void> {
  requireConfirmation(current);
  const { session, user } = current;
  const { device, place } = visitor;
  const actor = { sessionId: session.id, device, place };
  const removed = await removeCredential(
    { id, userId: user.id },
    { endSessions: endSessions ? policy.session : null, actor },
  );
  if (removed === 'not_signed_in') throw new AuthFailure('not_signed_in');
  if (removed === 'gone') throw new AuthFailure('passkey_gone');
  if (removed === 'needed') throw new AuthFailure('passkey_needed');
  const { event, name } = removed;
  later(() =>
    tellOwner({ to: user, event, about: { event: 'passkey_removed', passkey: name }, from: visitor }),
  );
}

/**
 * Whether nobody has this passkey, not even a disabled account, so that the browser that offers it may be told to forget
 * it for good (WebAuthn L3, 5.1.10). A client that asks too often is told no.
 */
export async function isPasskeyUnknown(id: string, { client }: Pick<Visitor, 'client'>): Promise<boolean> {
  return (await mayAskForPasskey(client)) && !(await isKnownCredential(id));
}

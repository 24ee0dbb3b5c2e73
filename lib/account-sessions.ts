import 'server-only';
import { z } from 'zod';
import {
  endOthersFrom,
  endSessionFrom,
  type ListedSession,
  listSessions as listSessionsOf,
} from '@/db/session-list';
import type { Session } from '@/db/sessions';
import type { SignedIn } from './current-session';
import { AuthFailure } from './errors';
import { policy } from './policy';
import { requireConfirmation } from './step-up';
import { type Acting, tellOwner } from './tell-owner';

/** The sessions of whoever is signed in: the current one first, the others by when they were last seen. */
export async function listSessions({ session, user }: SignedIn): Promise<ListedSession[]> {
  return listSessionsOf(user.id, session.id, policy.session);
}

/**
 * Ends another session of one's own: its browser is signed out with its next request (OWASP ASVS 5.0, 7.5.2).
 *
 * Fails with `step_up_required`, `session_in_use` (the current one), `session_gone` (ended already, somebody else's, or
 * no session at all), `not_signed_in` (the current one has been ended meanwhile).
 */
export async function endOneSession(current: SignedIn, sessionId: string, acting: Acting): Promise<void> {
  requireConfirmation(current);
  const { session, user } = current;
  const { data: id } = sessionIdSchema.safeParse(sessionId);
  if (!id) throw new AuthFailure('session_gone', { reason: 'malformed' });
  if (id === session.id) throw new AuthFailure('session_in_use');
  const outcome = await endSessionFrom(user.id, asker(session, acting), {
    sessionId: id,
    limits: policy.session,
  });
  if (outcome !== 'ended') throw new AuthFailure(outcome);
}

/**
 * Ends all sessions of one's own but the current one, and tells the owner by mail; without any, nothing happens.
 *
 * Fails with `step_up_required`, and `not_signed_in` (the current one has been ended meanwhile).
 */
export async function endOtherSessions(current: SignedIn, acting: Acting): Promise<void> {
  requireConfirmation(current);
  const { session, user } = current;
  const { visitor, later } = acting;
  const event = await endOthersFrom(user.id, asker(session, acting), policy.session);
  if (event === 'not_signed_in') throw new AuthFailure(event);
  if (!event) return;
  const about = { event: 'other_sessions_ended' } as const;
  later(() => tellOwner({ to: user, event, about, from: visitor }));
}

const sessionIdSchema = z.uuid().toLowerCase();

function asker({ id }: Session, { visitor: { device, place } }: Acting) {
  return { sessionId: id, device, place };
}

import 'server-only';
import { type Disownable, disownEvent, findDisownable, type Remedy } from '@/db/disown';
import type { SecurityEventType } from '@/db/security-events';
import type { CurrentSession } from './current-session';
import { AuthFailure } from './errors';
import { log } from './log';
import { eventOfToken } from './not-me';
import { policy } from './policy';
import { type Acting, tellOwner } from './tell-owner';

/**
 * What "This wasn't me" does about each event that we mail about, in this order. The mails promise it
 * (lib/mail/templates/notice-words.ts), the page says it once more before it is done (app/not-me).
 */
const remedies: Partial<Record<SecurityEventType, readonly Remedy[]>> = {
  signed_in: ['undo_made', 'end_session', 'pause_email_sign_in'],
  recovery_code_used: ['undo_made', 'end_session', 'pause_email_sign_in'],
  passkey_added: ['remove_passkey', 'end_session', 'pause_email_sign_in'],
  passkey_removed: ['end_session', 'pause_email_sign_in'],
  other_sessions_ended: ['end_session', 'pause_email_sign_in'],
  email_change_requested: ['undo_email_change', 'end_session', 'pause_email_sign_in'],
  email_changed: ['undo_email_change', 'end_session', 'pause_email_sign_in'],
  // It stays off: nobody can do harm by mail meanwhile.
  email_sign_in_off: ['end_session'],
  email_sign_in_on: ['end_session', 'pause_email_sign_in'],
  recovery_codes_created: ['remove_recovery_codes', 'end_session', 'pause_email_sign_in'],
  operator_link_made: ['void_operator_link', 'undo_made'],
  // Whoever asked for it has no session, and pausing email would not stop it.
  recovery_started: ['cancel_recovery', 'undo_made'],
  recovery_ready: ['cancel_recovery', 'undo_made'],
};

/**
 * What the link of "This wasn't me" is about, and what can be done, without changing anything: for the page that it opens
 * (a GET, perhaps a scanner's).
 */
export async function inspectNotMe(token: unknown): Promise<NotMe> {
  const eventId = eventOfToken(token);
  if (!eventId) return { state: 'unknown' };
  const event = await findDisownable(eventId, policy.notMe);
  const steps = event && remedies[event.type];
  if (!steps) return { state: 'nothing' };
  if (event.disownedAt) return { state: 'done', event, steps };
  return event.expired ? { state: 'expired' } : { state: 'open', event, steps };
}

/**
 * Disowns the event that the token names, once: whatever can be undone is, what cannot is kept from going on. Whoever
 * holds the token has read the owner's mail; no session is needed. When it was done before, nothing happens. Where a change
 * of address is taken back, the address that was left is told: it may be the owner's, and the old mailbox a thief's.
 *
 * Fails with `event_gone` when the token is not right, too old, or there is nothing to undo.
 */
export async function disown(
  token: unknown,
  { current, visitor: { device, place }, later }: Acting & { current: CurrentSession },
): Promise<void> {
  const found = await inspectNotMe(token);
  if (!('event' in found)) throw new AuthFailure('event_gone', { reason: found.state });
  const { event, steps } = found;
  const { locale } = event;
  const sessionId = current.session && current.user.id === event.userId ? current.session.id : null;
  const actor = { sessionId, device, place };
  const disowned = await disownEvent(event, steps, { within: policy.notMe, actor });
  if (!disowned) return;
  log('info', 'event.disowned', { about: event.type });
  for (const reverted of disowned.reverted) {
    const { oldEmail = '', newEmail = '' } = reverted.details;
    const about = { event: 'email_change_reverted', oldEmail, newEmail } as const;
    later(() =>
      tellOwner({ to: { email: oldEmail, locale }, event: reverted, about, from: actor, undoable: false }),
    );
  }
}

export type NotMe =
  | Disowning
  /** A token that no mail of ours ever held. */
  | { state: 'unknown' }
  /** An event that happened too long ago. */
  | { state: 'expired' }
  /** The event or its account is gone, or it is of no kind that can be disowned. */
  | { state: 'nothing' };

/** An event that can be disowned, or has been, and the steps that this takes or took. */
export type Disowning = { state: 'open' | 'done'; event: Disownable; steps: readonly Remedy[] };

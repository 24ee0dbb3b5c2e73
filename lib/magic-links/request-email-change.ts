import 'server-only';
import { isKeptForAnother } from '@/db/left-addresses';
import { recordEmailChangeRequest } from '@/db/profile';
import { findUser } from '@/db/users';
import type { SignedIn } from '@/lib/current-session';
import { env } from '@/lib/env';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { AuthFailure } from '@/lib/errors';
import { policy } from '@/lib/policy';
import { countChange } from '@/lib/rate-limits';
import { requireConfirmation } from '@/lib/step-up';
import { tellOwner } from '@/lib/tell-owner';
import type { Visitor } from '@/lib/visitor';
import { type Asking, ask } from './ask';
import { keys, type LinkRequest, type LinkTicket } from './link-requests';
import { mailboxHash } from './mailbox';
import { forgiveLostMail, type WaitingRequest, waitingRequest } from './request';

/**
 * Asks for a mail that proves a new address (canonical) for the account. An address that another account has, or left
 * lately, gets the same answer at the same cost; only its mailbox is told, and no code goes anywhere. The address until now
 * is told as well, with a way to stop the change.
 *
 * Fails with `step_up_required`, `email_unchanged`, `too_many_tries`, `too_many_requests`, `not_signed_in` (the session or
 * its account has come to its end meanwhile).
 */
export async function requestEmailChange(
  current: SignedIn,
  newEmail: string,
  asking: Asking,
): Promise<LinkTicket> {
  requireConfirmation(current);
  const { session, user } = current;
  if (newEmail === user.email) {
    throw new AuthFailure('email_unchanged', { fields: { email: 'refusals.email_unchanged' } });
  }
  await countChange(user.id);
  const { device, place } = asking.visitor;
  const event = await recordEmailChangeRequest(
    user.id,
    { oldEmail: user.email, newEmail },
    { sessionId: session.id, device, place },
  );
  if (event === 'not_signed_in') throw new AuthFailure(event);
  const ticket = await askToProve({ newEmail, eventId: event.id }, current, asking);
  asking.later(() =>
    tellOwner({
      to: user,
      event,
      about: { event: 'email_change_requested', newEmail },
      from: asking.visitor,
    }),
  );
  return ticket;
}

/**
 * Asks once more for the change that this browser waits on: the same change, whose earlier mails stay good.
 *
 * Fails with `ask_again` (nothing to repeat), `too_early`, `too_many_requests`.
 */
export async function requestEmailChangeAgain(current: SignedIn, asking: Asking): Promise<LinkTicket> {
  const waiting = await waitingEmailChange(current, asking.visitor);
  if (!waiting) throw new AuthFailure('ask_again');
  if (waiting.againIn > 0) throw new AuthFailure('too_early', { retryAfter: waiting.againIn });
  await forgiveLostMail(waiting);
  return askToProve(waiting.change, current, asking);
}

/** The change of address that this person waits on in this browser; null where there is none, or it has expired. */
export async function waitingEmailChange(
  { user }: SignedIn,
  visitor: Visitor,
): Promise<WaitingEmailChange | null> {
  const waiting = await waitingRequest(visitor);
  if (!waiting?.change || waiting.account?.userId !== user.id) return null;
  // Another change was quicker: this one can come to nothing.
  if (waiting.account.email !== user.email) return null;
  return { ...waiting, change: waiting.change };
}

/** Gives up the change that this person waits on in this browser. From then on its mails are dead. */
export async function cancelEmailChange(current: SignedIn, visitor: Visitor): Promise<void> {
  const waiting = await waitingEmailChange(current, visitor);
  if (!waiting) return;
  // Claimed like a proof: of a link opened at the same moment and this, one comes first.
  const { id, browser } = waiting;
  await ephemeralStore().run(keys.claim(id, browser), keys.forgetRequest(id, browser));
}

async function askToProve(change: EmailChange, { user }: SignedIn, asking: Asking): Promise<LinkTicket> {
  const { newEmail, eventId } = change;
  const [holder, left] = await Promise.all([
    findUser({ email: newEmail }),
    isKeptForAnother(newEmail, { userId: user.id, within: policy.notMe }),
  ]);
  const { appName } = env();
  return ask(
    {
      // Each asking is a request of its own, so that to disown one is to stop it.
      identifier: String(eventId),
      typed: newEmail,
      mailbox: mailboxHash(newEmail),
      purpose: 'email-change',
      account: { userId: user.id, email: user.email },
      pending: null,
      change,
      to: null,
      recipient: newEmail,
      compose: ({ link, code, expiresAt, ...asked }) =>
        holder || left
          ? { template: 'email-already-used', left: !holder, appName, ...asked }
          : { template: 'confirm-email', appName, name: user.name, link, code, expiresAt, ...asked },
    },
    asking,
  );
}

type EmailChange = NonNullable<LinkRequest['change']>;

type WaitingEmailChange = WaitingRequest & { change: EmailChange };

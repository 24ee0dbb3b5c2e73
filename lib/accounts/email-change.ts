import 'server-only';
import { isDatabaseFailure } from '@/db/client';
import { updateEmail } from '@/db/profile';
import type { CurrentSession, SignedIn } from '@/lib/current-session';
import { AuthFailure } from '@/lib/errors';
import type { LinkRequest } from '@/lib/magic-links/link-requests';
import { inspectLink, proveByCode, proveByLink } from '@/lib/magic-links/prove';
import { waitingEmailChange } from '@/lib/magic-links/request-email-change';
import { policy } from '@/lib/policy';
import { type Acting, tellOwner } from '@/lib/tell-owner';
import type { Visitor } from '@/lib/visitor';

/**
 * What the link of a change of address is worth here, without changing anything.
 *
 * Fails as `inspectLink`, and with `not_signed_in` where nobody is, or somebody else than who asked.
 */
export async function inspectEmailChange(
  token: unknown,
  { user }: CurrentSession,
  visitor: Visitor,
): Promise<void> {
  const { account } = await inspectLink(token, visitor, 'email-change');
  if (!user || account?.userId !== user.id) throw new AuthFailure('not_signed_in');
}

/**
 * Changes the address of whoever is signed in, by the link from the mail to the new one, once, in the browser that asked.
 * Another account's link is not used up.
 *
 * Fails as `inspectEmailChange`, `proveByLink` and `finish`.
 */
export async function changeEmailByLink(current: SignedIn, token: unknown, acting: Changing): Promise<void> {
  await inspectEmailChange(token, current, acting.visitor);
  await finish(current, await proveByLink(token, acting.visitor, 'email-change'), acting);
}

/**
 * As `changeEmailByLink`, by the code.
 *
 * Fails with `ask_again` (also where somebody else asked), and as `proveByCode` and `finish`.
 */
export async function changeEmailByCode(current: SignedIn, typed: string, acting: Changing): Promise<void> {
  if (!(await waitingEmailChange(current, acting.visitor))) throw new AuthFailure('ask_again');
  await finish(current, await proveByCode(typed, acting.visitor, 'email-change'), acting);
}

/**
 * The new mailbox is proven. Both addresses are told. Should the database fail now, nothing is changed and a new mail is
 * needed.
 *
 * Fails with `email_taken_meanwhile` (by another account, or kept for one; also when the change was stopped, or another was
 * quicker), `not_signed_in` (the session or its account has come to its end meanwhile), `proof_lost` (the database does not
 * answer).
 */
async function finish(
  { session, user }: SignedIn,
  { account, change }: LinkRequest,
  { visitor, later }: Changing,
): Promise<void> {
  if (!change || account?.userId !== user.id) throw new AuthFailure('email_taken_meanwhile');
  const [oldEmail, { newEmail, eventId: requestedBy }] = [account.email, change];
  const { device, place } = visitor;
  const event = await updateEmail(
    user.id,
    { oldEmail, newEmail, requestedBy },
    { sessionId: session.id, device, place },
    policy.notMe,
  ).catch((error) => {
    throw isDatabaseFailure(error) ? new AuthFailure('proof_lost', { cause: error }) : error;
  });
  if (event === 'not_signed_in') throw new AuthFailure(event);
  if (event === 'taken' || event === 'stopped') {
    throw new AuthFailure('email_taken_meanwhile', { reason: event });
  }

  const about = { event: 'email_changed', oldEmail, newEmail } as const;
  later(() =>
    tellOwner({
      to: { ...user, email: oldEmail },
      event,
      about: { ...about, recipient: 'old' },
      from: visitor,
    }),
  );
  later(() =>
    tellOwner({
      to: { ...user, email: newEmail },
      event,
      about: { ...about, recipient: 'new' },
      from: visitor,
      undoable: false,
    }),
  );
}

type Changing = Acting & { visitor: Visitor };

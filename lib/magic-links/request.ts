import 'server-only';
import { isKeptForAnother } from '@/db/left-addresses';
import { findClaims, findUser, type User } from '@/db/users';
import { type Identifier, identifierSchema } from '@/lib/accounts/identifiers';
import { env } from '@/lib/env';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { AuthFailure } from '@/lib/errors';
import { keyedHash } from '@/lib/keyed-hash';
import type { Mail } from '@/lib/mail/render';
import { policy } from '@/lib/policy';
import { forgiveMail } from '@/lib/rate-limits';
import { isRecoveryOpen, letsEmailSignIn } from '@/lib/recovery/delayed';
import type { Visitor } from '@/lib/visitor';
import { type Asked, type Asking, ask, type MailedProof } from './ask';
import { keys, type LinkRequest, type LinkTicket, type PendingAccount } from './link-requests';
import { mailboxHash } from './mailbox';

/**
 * Asks for a mail to sign in with. An address without an account is told so by mail; a username without one gets none.
 *
 * Fails with `too_many_requests`.
 */
export async function requestSignIn(
  { identifier, typed, to }: SignInRequest,
  asking: Asking,
): Promise<LinkTicket> {
  const found = await findUser(identifier);
  const user = found?.disabledAt ? null : found;
  const sought = identifier.kind === 'email' ? identifier.email : identifier.username;
  const address = identifier.kind === 'email' ? identifier.email : (user?.email ?? null);
  const { appName, origin } = env();
  const asked: Asked = {
    identifier: sought,
    typed,
    mailbox: address ? mailboxHash(address) : keyedHash('username', sought),
    // While a recovery is open, strangers who ask must not use up what its owner needs. Browsers are as new as one likes.
    limit: user && isRecoveryOpen(user) ? `recovery:${user.id}:${asking.visitor.client}` : undefined,
    purpose: 'sign-in',
    account: user && { userId: user.id, email: user.email },
    pending: null,
    change: null,
    to,
    recipient: address,
    compose: ({ link, code, expiresAt, ...asked }) => {
      if (!user) return { template: 'no-account', appName, registerUrl: `${origin}/register`, ...asked };
      return refusedMail(user, asked) ?? { template: 'sign-in', appName, link, code, expiresAt, ...asked };
    },
  };
  return ask(asked, asking);
}

/**
 * Asks for a mail to create an account with. Nothing is written to the database until its link or code comes back. Where
 * the address has an account already, the mail says so and signs in to that one; where it is kept for an account that has
 * just left it, the mail says that. The answer is the same.
 *
 * Fails with `username_taken` (usernames are public), `too_many_requests`.
 */
export async function requestRegistration(names: Names, asking: Asking): Promise<LinkTicket> {
  const pending: PendingAccount = { ...names, locale: asking.visitor.locale };
  const [claims, kept] = await Promise.all([
    findClaims(pending.username, pending.email),
    isKeptForAnother(pending.email, { within: policy.notMe }),
  ]);
  const owner = claims.find((user) => user.email === pending.email) ?? null;
  // The owner's own username is theirs to type; saying "taken" would tell a stranger nothing either way.
  if (claims.some((user) => user.username === pending.username)) {
    throw new AuthFailure('username_taken', { fields: { username: 'refusals.username_taken' } });
  }
  const { appName } = env();
  const usable = owner && !owner.disabledAt ? owner : null;
  const asked: Asked = {
    identifier: pending.email,
    typed: pending.email,
    mailbox: mailboxHash(pending.email),
    purpose: 'sign-in',
    account: usable && { userId: usable.id, email: usable.email },
    pending,
    change: null,
    to: null,
    recipient: pending.email,
    compose: ({ link, code, expiresAt, ...asked }) => {
      const proof = { link, code, expiresAt, ...asked };
      if (!owner) {
        return kept
          ? { template: 'email-already-used', left: true, appName, ...asked }
          : { template: 'register', appName, name: pending.name, ...proof };
      }
      return refusedMail(owner, asked) ?? { template: 'existing-account', appName, ...proof };
    },
  };
  return ask(asked, asking);
}

/**
 * Asks once more for what this browser asked for last, in the same request, so that the mails before stay good.
 *
 * Fails with `ask_again` (nothing to repeat), `too_early`, and as the first asking.
 */
export async function askAgain(asking: Asking): Promise<LinkTicket> {
  const waiting = await waitingRequest(asking.visitor);
  if (!waiting) throw new AuthFailure('ask_again');
  if (waiting.againIn > 0) throw new AuthFailure('too_early', { retryAfter: waiting.againIn });
  await forgiveLostMail(waiting);
  const { pending, typed, to } = waiting;
  return pending
    ? requestRegistration(pending, asking)
    : requestSignIn({ identifier: identifierSchema.parse(typed), typed, to }, asking);
}

/** The request that this browser waits on, for the waiting tab: null when it has none, or it has expired. */
export async function waitingRequest({ browser, linkTicket }: Visitor): Promise<WaitingRequest | null> {
  if (!linkTicket || !browser) return null;
  const { id } = linkTicket;
  const [request, failed, begunAt] = await ephemeralStore().run(
    keys.request(id, browser),
    keys.hasMailFailed(id),
    keys.mailBegunAt(id),
  );
  if (!request) return null;
  const mailLost = begunAt !== null && Date.now() - begunAt > policy.mailLost * 1000;
  const mailFailed = failed === true || mailLost;
  return { ...request, id, mailFailed, mailLost, againIn: mailFailed ? 0 : secondsUntilAgain(request) };
}

/** A mail that went down with its server counts against nobody: as `forgiveMail`, for whoever asks again first. */
export async function forgiveLostMail({ id, mailbox, mailLost }: WaitingRequest): Promise<void> {
  if (!mailLost) return;
  const [first] = await ephemeralStore().run(keys.mailEnded(id));
  if (first) await ephemeralStore().run(forgiveMail(mailbox));
}

/** What an owner is told whose account no link signs in to; null where one does. */
function refusedMail(user: User, asked: MailedAsking): Mail | null {
  if (user.emailSignIn === 'on' || letsEmailSignIn(user)) return null;
  const { appName, origin } = env();
  const recoverUrl = `${origin}/sign-in/recover`;
  return { template: 'email-sign-in-off', appName, reason: user.emailSignIn, recoverUrl, ...asked };
}

function secondsUntilAgain(request: LinkRequest): number {
  const passed = (Date.now() - request.askedAt) / 1000;
  return Math.max(0, Math.ceil(policy.mailsPerMailbox[0].window - passed));
}

type Names = Omit<PendingAccount, 'locale'>;
type MailedAsking = Omit<MailedProof, 'link' | 'code' | 'expiresAt'>;

type SignInRequest = { identifier: Identifier; typed: string; to: string | null };

export type WaitingRequest = LinkRequest & {
  id: string;
  mailFailed: boolean;
  /** Whether it failed because the server died that was to send it. */
  mailLost: boolean;
  /** Seconds until another mail may be asked for. */
  againIn: number;
};

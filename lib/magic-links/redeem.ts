import 'server-only';
import { isDatabaseFailure } from '@/db/client';
import { type Opening, openSessionByEmail, openSessionOfNewAccount, type SessionUser } from '@/db/sessions';
import { findUser } from '@/db/users';
import { newUserHandle } from '@/lib/accounts/user-handle';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { AuthFailure } from '@/lib/errors';
import { policy } from '@/lib/policy';
import type { Visitor } from '@/lib/visitor';
import { keys, type LinkMail, type LinkRequest, type PendingAccount } from './link-requests';
import { hashSecret, type LinkToken, parseCode, parseToken, sameHash } from './secrets';

/**
 * What a link is worth in this browser, without changing anything: for the page that a link opens (a GET, perhaps a
 * scanner's).
 *
 * Fails with `link_malformed`, `link_elsewhere` (not this browser's), `link_expired`, `link_used`.
 */
export async function inspectLink(token: unknown, visitor: Visitor): Promise<void> {
  await findLink(token, visitor);
}

/**
 * Signs in with a mailed link, once, in the browser that asked.
 *
 * Fails with `link_wrong`, `tries_spent`, and as `inspectLink` and `finish`.
 */
export async function redeemLink(token: unknown, visitor: Visitor, opening: Opening): Promise<Redeemed> {
  const { requestId, secret, request, mail } = await findLink(token, visitor);
  await countTry(requestId, request);
  const hash = await hashSecret(requestId, secret);
  if (!sameHash(hash, mail.linkHash)) throw new AuthFailure('link_wrong');
  return finish(requestId, request, opening);
}

/**
 * Signs in with the code from a mail, typed in the browser that asked.
 *
 * Fails with `code_wrong`, `tries_spent`, `ask_again` (nothing was asked for here, or too long ago), and as `finish`. A
 * mailbox that got no mail lately, or has too many wrong codes behind it, is answered like a wrong code: whether two
 * identifiers share a mailbox is nobody's business. The link works all the same.
 */
export async function redeemCode(typed: string, visitor: Visitor, opening: Opening): Promise<Redeemed> {
  const code = parseCode(typed);
  if (!code) throw new AuthFailure('code_wrong', { reason: 'malformed' });
  const { browser, linkTicket } = visitor;
  if (!browser || !linkTicket) throw new AuthFailure('ask_again');

  const { id } = linkTicket;
  const [request, ...slots] = await ephemeralStore().run(
    keys.request(id),
    keys.mail(id, 1),
    keys.mail(id, 2),
    keys.mail(id, 3),
  );
  const mails = slots.filter((mail) => mail !== null);
  if (request?.browser !== browser) throw new AuthFailure('ask_again');

  await countTry(id, request);
  // Only what can be right counts against the mailbox: a stranger must not lock its code for less.
  const [accountTries] = await ephemeralStore().run(
    keys.countCodeTry(mails.length > 0 ? request.mailbox : id),
  );
  const hash = await hashSecret(id, code);
  const right = mails.some((mail) => sameHash(hash, mail.codeHash));
  if (!right || accountTries > policy.link.accountTries) throw new AuthFailure('code_wrong');
  return finish(id, request, opening);
}

/** The request and mail behind a link while they live; else says, to the browser that asked, why not. */
async function findLink(token: unknown, { browser, linkTicket }: Visitor): Promise<LiveLink> {
  const link = parseToken(token);
  if (!link) throw new AuthFailure('link_malformed');
  if (!browser) throw new AuthFailure('link_elsewhere');

  const { requestId, mailNumber } = link;
  const [request, mail, used] = await ephemeralStore().run(
    keys.request(requestId),
    keys.mail(requestId, mailNumber),
    keys.isUsed(requestId, browser),
  );
  if (used) throw new AuthFailure('link_used');
  if (request && request.browser !== browser) throw new AuthFailure('link_elsewhere');
  if (request && mail?.number === mailNumber) return { ...link, request, mail };
  const ours = request !== null || linkTicket?.id === requestId;
  throw new AuthFailure(ours ? 'link_expired' : 'link_elsewhere');
}

/** Counts before anything is compared, so that tries in parallel are no more than tries in a row. */
async function countTry(id: string, { browser }: LinkRequest): Promise<void> {
  const [tries] = await ephemeralStore().run(keys.countTry(id, browser));
  if (tries > policy.link.tries) throw new AuthFailure('tries_spent');
}

/**
 * The proof was right. Whoever claims the request first signs in; with that, all its mails are dead. Should the database
 * fail after the claim, nobody is signed in and a new mail is needed.
 *
 * Fails with `link_used` (somebody was first), `username_taken_meanwhile`, `ask_again` (account gone, or its address
 * changed), `proof_lost` (the database does not answer).
 */
async function finish(id: string, request: LinkRequest, opening: Opening): Promise<Redeemed> {
  const [claimed] = await ephemeralStore().run(
    keys.claim(id, request.browser),
    keys.forgetRequest(id),
    ...[1, 2, 3].map((number) => keys.forgetMail(id, number)),
    keys.forgetCodeTries(request.mailbox),
  );
  if (claimed !== 1) throw new AuthFailure('link_used');

  const { account, pending, to } = request;
  const signingIn = account || !pending ? signIn(account, opening) : signUp(pending, opening);
  const user = await signingIn.catch((error) => {
    throw isDatabaseFailure(error) ? new AuthFailure('proof_lost', { cause: error }) : error;
  });
  if (!user) throw new AuthFailure('ask_again', { reason: 'account_gone' });
  return { user, next: to ?? (account ? '/account' : '/welcome') };
}

async function signUp(pending: PendingAccount, opening: Opening): Promise<SessionUser | null> {
  const user = await openSessionOfNewAccount({ ...pending, userHandle: newUserHandle() }, opening);
  if (user) return user;
  // Somebody was quicker: the same person with another mail, whose mailbox is proven all the same, or a namesake.
  const owner = await findUser({ email: pending.email });
  if (!owner) throw new AuthFailure('username_taken_meanwhile');
  return signIn({ userId: owner.id, email: owner.email }, opening);
}

async function signIn(account: LinkRequest['account'], opening: Opening): Promise<SessionUser | null> {
  return account && openSessionByEmail(account.userId, account.email, opening);
}

export type Redeemed = {
  user: SessionUser;
  /** The path to go on to. */
  next: string;
};

type LiveLink = LinkToken & { request: LinkRequest; mail: LinkMail };

import 'server-only';
import { isDatabaseFailure } from '@/db/client';
import { type Opened, type Opening, openSessionByEmail, openSessionOfNewAccount } from '@/db/session-opening';
import { findClaims } from '@/db/users';
import { newUserHandle } from '@/lib/accounts/user-handle';
import { AuthFailure } from '@/lib/errors';
import { policy } from '@/lib/policy';
import type { Visitor } from '@/lib/visitor';
import type { LinkRequest, PendingAccount } from './link-requests';
import { proveByCode, proveByLink } from './prove';

/**
 * Signs in with a mailed link, once, in the browser that asked.
 *
 * Fails as `proveByLink` and `finish`.
 */
export async function redeemLink(token: unknown, visitor: Visitor, opening: Opening): Promise<Redeemed> {
  return finish(await proveByLink(token, visitor, 'sign-in'), opening);
}

/**
 * Signs in with the code from a mail, typed in the browser that asked.
 *
 * Fails as `proveByCode` and `finish`.
 */
export async function redeemCode(typed: string, visitor: Visitor, opening: Opening): Promise<Redeemed> {
  return finish(await proveByCode(typed, visitor, 'sign-in'), opening);
}

/**
 * The mailbox is proven. Should the database fail now, nobody is signed in and a new mail is needed.
 *
 * Fails with `username_taken_meanwhile`, `ask_again` (account gone, its address changed, kept for another account, or
 * email sign-in turned off), `proof_lost` (the database does not answer).
 */
async function finish({ account, pending, to }: LinkRequest, opening: Opening): Promise<Redeemed> {
  const signingIn = account || !pending ? signIn(account, opening) : signUp(pending, opening);
  const signedIn = await signingIn.catch((error) => {
    throw isDatabaseFailure(error) ? new AuthFailure('proof_lost', { cause: error }) : error;
  });
  if (!signedIn) throw new AuthFailure('ask_again', { reason: 'account_gone' });
  return { newAccount: false, ...signedIn, next: to ?? (account ? '/account' : '/welcome') };
}

async function signUp(
  pending: PendingAccount,
  opening: Opening,
): Promise<(Opened & { newAccount?: true }) | null> {
  const account = { ...pending, userHandle: newUserHandle() };
  const opened = await openSessionOfNewAccount(account, opening, policy.notMe);
  if (opened) return { ...opened, newAccount: true };
  // Somebody was quicker: the same person with another mail, whose mailbox is proven all the same, or a namesake.
  const claims = await findClaims(pending.username, pending.email);
  const owner = claims.find(({ email }) => email === pending.email);
  if (owner) return signIn({ userId: owner.id, email: owner.email }, opening);
  if (claims.length > 0) throw new AuthFailure('username_taken_meanwhile');
  // The address was left since the mail went out, and is kept for the account that had it.
  return null;
}

async function signIn(account: LinkRequest['account'], opening: Opening): Promise<Opened | null> {
  return account && openSessionByEmail(account.userId, account.email, opening);
}

export type Redeemed = Opened & {
  newAccount: boolean;
  /** The path to go on to. */
  next: string;
};

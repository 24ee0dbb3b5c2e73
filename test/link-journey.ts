import { randomUUID } from 'node:crypto';
import { eq, like, sql } from 'drizzle-orm';
import { db } from '@/db/client';
import { ephemeral, sessions } from '@/db/schema';
import { identifierSchema } from '@/lib/accounts/identifiers';
import { asAuthFailure, type FailureCode } from '@/lib/errors';
import type { Asking } from '@/lib/magic-links/ask';
import type { LinkTicket, PendingAccount } from '@/lib/magic-links/link-requests';
import { type Redeemed, redeemCode, redeemLink } from '@/lib/magic-links/redeem';
import { requestRegistration, requestSignIn } from '@/lib/magic-links/request';
import type { Visitor } from '@/lib/visitor';
import type { Mail, startInbox } from './inbox';
import { insertPerson, newOpening, newVisitor } from './people';

// Nobody reads the log of these journeys.
process.env.LOG_LEVEL = 'silent';

/** A browser that has asked for nothing yet, at an address of its own. */
export function newBrowser(): Browser {
  return { ...newVisitor(), client: randomUUID() };
}

/** Asks, waits for the mail to be handed over as well, and keeps the ticket as the browser's cookie would. */
export async function ask(browser: Browser, request: (asking: Asking) => Promise<LinkTicket>): Promise<void> {
  const afterwards: Promise<void>[] = [];
  const later: Asking['later'] = (work) => {
    afterwards.push(work());
  };
  browser.linkTicket = await request({ visitor: browser, later });
  await Promise.all(afterwards);
}

/** Asks for a mail to sign in with, by email or username. */
export async function askToSignIn(browser: Browser, typed: string, to: string | null = null): Promise<void> {
  const identifier = identifierSchema.parse(typed);
  await ask(browser, (asking) => requestSignIn({ identifier, typed, to }, asking));
}

export async function askToRegister(
  browser: Browser,
  pending: Omit<PendingAccount, 'locale'>,
): Promise<void> {
  await ask(browser, (asking) => requestRegistration(pending, asking));
}

/** Somebody with an account who has asked for a mail, and what the mail brought. */
export async function someoneWithMail(inbox: Inbox) {
  const { user } = await insertPerson();
  const browser = newBrowser();
  await askToSignIn(browser, user.email);
  return { user, browser, ...(await latestProof(inbox, user.email)) };
}

/** The token of the link and the code in the latest mail to an address. */
export async function latestProof(inbox: Inbox, address: string): Promise<{ token: string; code: string }> {
  return proofIn((await inbox.mailsTo(address)).at(-1));
}

export function proofIn(mail: Mail | undefined): { token: string; code: string } {
  const [, token] = /\/(?:sign-in\/link|account\/profile\/confirm)\?token=(\S+)/.exec(mail?.text ?? '') ?? [];
  const [, code] = /^(\w{4}-\w{4})$/m.exec(mail?.text ?? '') ?? [];
  if (!token || !code) throw new Error(`No link and code in: ${mail?.text}`);
  return { token, code };
}

export async function openLink(browser: Visitor, token: unknown): Promise<Redeemed> {
  return withoutTicket(browser, await redeemLink(token, browser, newOpening()));
}

export async function enterCode(browser: Visitor, code: string): Promise<Redeemed> {
  return withoutTicket(browser, await redeemCode(code, browser, newOpening()));
}

/** The code with which something was refused; null where it was not. */
export async function refusalOf(work: Promise<unknown>): Promise<FailureCode | null> {
  try {
    await work;
    return null;
  } catch (error) {
    const refusal = asAuthFailure(error);
    if (!refusal) throw error;
    return refusal.code;
  }
}

/** Lets so many seconds pass in the ephemeral store (Postgres), for all keys or those with a prefix. */
export async function letPass(seconds: number, prefix = ''): Promise<void> {
  await db()
    .update(ephemeral)
    .set({ expiresAt: sql`${ephemeral.expiresAt} - make_interval(secs => ${seconds})` })
    .where(like(ephemeral.key, `${prefix}%`));
}

export async function countSessions(userId: string): Promise<number> {
  return db().$count(sessions, eq(sessions.userId, userId));
}

/** After a success the ticket's cookie is deleted. */
function withoutTicket(browser: Visitor, redeemed: Redeemed): Redeemed {
  browser.linkTicket = null;
  return redeemed;
}

export type Browser = Asking['visitor'];

type Inbox = Awaited<ReturnType<typeof startInbox>>;

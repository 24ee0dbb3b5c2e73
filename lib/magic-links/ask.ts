import 'server-only';
import { randomBytes } from 'node:crypto';
import { formatCode } from '@/lib/crockford';
import { env } from '@/lib/env';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { AuthFailure } from '@/lib/errors';
import { keyedHash } from '@/lib/keyed-hash';
import { errorKind, log } from '@/lib/log';
import { deliver } from '@/lib/mail/deliver';
import type { Mail } from '@/lib/mail/render';
import type { Locale } from '@/lib/messages/languages';
import { policy } from '@/lib/policy';
import { countClient, forgiveMail, mayMail } from '@/lib/rate-limits';
import type { Visitor } from '@/lib/visitor';
import { keys, type LinkPurpose, type LinkRequest, type LinkTicket } from './link-requests';
import { formatToken, hashSecret, newProof } from './secrets';

/**
 * Keeps a link request and sends its mail. Who is asked for makes no difference to what is answered, or when: secrets,
 * limits of the mailbox and the mail itself come after the answer is on its way. What became of the mail is told to the
 * waiting tab (`waitingRequest`). The ticket answered is for the browser to hold.
 *
 * Fails with `too_many_requests` when this client has asked too often; where the mailbox is the asker's own (`openly`),
 * also with `too_early` when it has got too many mails.
 */
export async function ask(asked: Asked, { visitor, later }: Asking): Promise<LinkTicket> {
  const { identifier, recipient, compose, openly = false, limit = asked.mailbox, ...rest } = asked;
  const [asksOfClient] = await ephemeralStore().run(countClient(visitor.client));
  if (asksOfClient > policy.mailsPerClient.count) throw new AuthFailure('too_many_requests');
  if (openly && !(await mayMail(limit))) throw new AuthFailure('too_early');

  // Not the recipient: whether the account behind a username has changed is nobody's business.
  const ticket = await ticketFor(`${rest.purpose}\0${identifier}\0${rest.pending !== null}`, visitor);
  const request: LinkRequest = { ...rest, browser: visitor.browser, askedAt: Date.now() };
  await ephemeralStore().run(
    keys.saveRequest(ticket.id, request),
    keys.forgetMailFailed(ticket.id),
    keys.mailBegun(ticket.id),
  );

  const { device, place, locale } = visitor;
  later(() =>
    sendMail(ticket.id, request, {
      recipient,
      limit,
      counted: openly,
      compose: (proof) => compose({ ...proof, device, place, locale }),
    }),
  );
  return ticket;
}

/**
 * The request that this browser holds, so that its mails live side by side, or a new one where that is used up or was for
 * anything else: a proof must never count for another address, not even for one that shares the mailbox, nor a mail to sign
 * in take the place of one that registers.
 */
async function ticketFor(
  soughtFrom: string,
  { browser, linkTicket: held }: Asking['visitor'],
): Promise<LinkTicket> {
  const subject = keyedHash('link request', `${browser}\0${soughtFrom}`);
  if (held) {
    // Read whatever the ticket was for: the time it takes must not tell.
    const [used, tries] = await ephemeralStore().run(
      keys.isUsed(held.id, browser),
      keys.tries(held.id, browser),
    );
    if (held.subject === subject && !used && (tries ?? 0) < policy.link.tries) return held;
  }
  return { id: newRequestId(), subject };
}

function newRequestId(): string {
  return randomBytes(16).toString('base64url');
}

/**
 * Stores the hashes, then sends the mail. Where there is nobody to write to, or the mailbox is over its limits, all is done
 * but the handing over: what the server does after its answer must not tell either.
 */
async function sendMail(
  id: string,
  request: LinkRequest,
  { recipient, limit, counted, compose }: Sending,
): Promise<void> {
  try {
    const within = counted || (await mayMail(limit));
    // A mail that does not go must not push out one that did.
    const kept = within ? id : newRequestId();
    const { secret, code } = newProof();
    const [[number], linkHash, codeHash] = await Promise.all([
      ephemeralStore().run(keys.countMail(kept)),
      hashSecret({ requestId: kept, account: request.account }, secret),
      hashSecret({ requestId: kept, account: request.account }, code),
    ]);
    await ephemeralStore().run(keys.saveMail(kept, { number, linkHash, codeHash }));

    const requestedAt = new Date();
    const token = formatToken({ requestId: kept, mailNumber: number, secret });
    const mail = compose({
      link: `${env().origin}${paths[request.purpose]}?token=${token}`,
      code: formatCode(code),
      requestedAt,
      expiresAt: new Date(requestedAt.getTime() + policy.link.lifetime * 1000),
    });
    await deliver(mail, within ? recipient : null, `${kept}.${number}`);
    if (!within) log('info', 'link.mail_limited', { mailbox: request.mailbox });
    else if (recipient) log('info', 'link.mailed', { mailbox: request.mailbox });
  } catch (error) {
    log('error', 'link.mail_failed', { mailbox: request.mailbox, error: errorKind(error) });
    await tellFailure(id, limit);
  } finally {
    await ephemeralStore()
      .run(keys.mailEnded(id))
      .catch((error) => log('error', 'link.failure_not_told', { error: errorKind(error) }));
  }
}

/** The waiting tab learns of it, and may ask again at once. Where the store is down too, it learns that by itself. */
async function tellFailure(id: string, limit: string): Promise<void> {
  try {
    await Promise.all([ephemeralStore().run(keys.mailFailed(id)), forgiveMail(limit)]);
  } catch (error) {
    log('error', 'link.failure_not_told', { error: errorKind(error) });
  }
}

/** From whom, and how to do what comes after the answer. */
export type Asking = { visitor: Visitor & { browser: string }; later: (work: () => Promise<void>) => void };

/** Where the link of each purpose leads. */
const paths: Record<LinkPurpose, string> = {
  'sign-in': '/sign-in/link',
  confirmation: '/account',
  'email-change': '/account/profile/confirm',
};

/** What a mail can tell: the proof, and who asked for it. */
export type MailedProof = {
  link: string;
  code: string;
  requestedAt: Date;
  expiresAt: Date;
  device: string;
  place: string | null;
  /** The language of the page that asked. */
  locale: Locale;
};

type Sending = {
  recipient: string | null;
  limit: string;
  /** Whether the mail has been counted against its mailbox already. */
  counted: boolean;
  compose: (proof: Omit<MailedProof, 'device' | 'place' | 'locale'>) => Mail;
};

export type Asked = Omit<LinkRequest, 'browser' | 'askedAt'> & {
  /** Email or username, canonical. */
  identifier: string;
  /** Where the mail goes; null where there is no mailbox to write to. */
  recipient: string | null;
  /** What the mail is counted against; the mailbox, unless something else is said. */
  limit?: string;
  /** Whether the asker is told that the mailbox is over its limits: only where it is known to be their own. */
  openly?: boolean;
  compose: (proof: MailedProof) => Mail;
};

import 'server-only';
import { randomBytes } from 'node:crypto';
import { formatCode } from '@/lib/crockford';
import { env } from '@/lib/env';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import type { Command } from '@/lib/ephemeral/store';
import { AuthFailure } from '@/lib/errors';
import { requireRoomToHash } from '@/lib/hashing';
import { keyedHash } from '@/lib/keyed-hash';
import { errorKind, log } from '@/lib/log';
import { deliver } from '@/lib/mail/deliver';
import type { Mail } from '@/lib/mail/render';
import type { Locale } from '@/lib/messages/languages';
import { policy } from '@/lib/policy';
import { forgiveMail, limitClient, limitMails } from '@/lib/rate-limits';
import type { Visitor } from '@/lib/visitor';
import { keys, type LinkPurpose, type LinkRequest, type LinkTicket } from './link-requests';
import { formatToken, hashSecret, newProof } from './secrets';

/**
 * Keeps a link request and sends its mail. Who is asked for makes no difference to what is answered, or when: secrets,
 * limits of the mailbox and the mail itself come after the answer is on its way. What became of the mail is told to the
 * waiting tab (`waitingRequest`). The ticket answered is for the browser to hold.
 *
 * Fails with `too_many_requests` when this client has asked too often, `busy`; where the mailbox is the asker's own
 * (`openly`), also with `too_early` when it has got too many mails.
 */
export async function ask(asked: Asked, { visitor, later }: Asking): Promise<LinkTicket> {
  requireRoomToHash();
  const { identifier, recipient, compose, openly = false, limit = asked.mailbox, ...rest } = asked;
  const request: LinkRequest = { ...rest, browser: visitor.browser, askedAt: Date.now() };
  // Not the recipient: whether the account behind a username has changed is nobody's business.
  const sought = `${rest.purpose}\0${identifier}\0${rest.pending !== null}`;
  const ticket = await keepRequest(request, sought, visitor, openly ? limitMails(limit) : []);

  const { device, place, locale } = visitor;
  later(() =>
    sendMail(ticket.id, request, {
      recipient,
      limit,
      countedAlready: openly,
      compose: (proof) => compose({ ...proof, device, place, locale }),
    }),
  );
  return ticket;
}

/**
 * Keeps the request in the one that this browser holds, so that its mails live side by side, or in a new one where that is
 * used up or was for anything else: a proof must never count for another address, not even for one that shares the mailbox,
 * nor a mail to sign in take the place of one that registers.
 */
async function keepRequest(
  request: LinkRequest,
  sought: string,
  { browser, client, linkTicket: held }: Asking['visitor'],
  limits: ReturnType<typeof limitMails>,
): Promise<LinkTicket> {
  const subject = keyedHash('link request', `${browser}\0${sought}`);
  const fresh = { id: newRequestId(), subject };
  const ticket = held?.subject === subject ? held : fresh;
  // Looked at whatever the one held was for: the time it takes must not tell.
  const looked = (held ?? fresh).id;
  const [used, tries, mayAsk, ...rest] = await ephemeralStore().run(
    keys.isUsed(looked, browser),
    keys.tries(looked, browser),
    limitClient(client),
    ...limits,
    ...beginning(ticket.id, request),
  );
  if (!mayAsk) throw new AuthFailure('too_many_requests');
  if (!rest.slice(0, limits.length).every(Boolean)) throw new AuthFailure('too_early');
  if (ticket !== held || (!used && (tries ?? 0) < policy.link.tries)) return ticket;
  await ephemeralStore().run(
    ...(used ? [keys.forgetRequest(held.id, browser)] : []),
    keys.mailEnded(held.id),
    ...beginning(fresh.id, request),
  );
  return fresh;
}

function beginning(id: string, request: LinkRequest) {
  return [keys.saveRequest(id, request), keys.forgetMailFailed(id), keys.mailBegun(id)];
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
  { recipient, limit, countedAlready, compose }: Sending,
): Promise<void> {
  const ending: Command[] = [keys.mailEnded(id)];
  try {
    const { secret, code } = newProof();
    const [counts, linkHash, codeHash] = await Promise.all([
      ephemeralStore().run(...(countedAlready ? [] : limitMails(limit)), keys.countMail(id)),
      hashSecret({ requestId: id, account: request.account }, secret),
      hashSecret({ requestId: id, account: request.account }, code),
    ]);
    // The limits come first: where the mailbox is over them, no mail is counted.
    const counted = Number(counts.at(-1));
    const within = counted > 0;
    // A mail that does not go must not push out one that did.
    const [kept, number] = within ? [id, counted] : [newRequestId(), 1];
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
    // The waiting tab learns of it, and may ask again at once.
    ending.push(keys.mailFailed(id), forgiveMail(limit));
  }
  await ephemeralStore()
    .run(...ending)
    // Where the store is down too, the tab learns that by itself.
    .catch((error) => log('error', 'link.failure_not_told', { error: errorKind(error) }));
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
  countedAlready: boolean;
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

import 'server-only';
import { parseCode } from '@/lib/crockford';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { type Answers, needed } from '@/lib/ephemeral/store';
import { AuthFailure } from '@/lib/errors';
import { requireRoomToHash } from '@/lib/hashing';
import { policy } from '@/lib/policy';
import type { Visitor } from '@/lib/visitor';
import { keys, type LinkMail, type LinkPurpose, type LinkRequest } from './link-requests';
import { hashSecret, type LinkToken, parseToken, sameHash } from './secrets';

/**
 * What a link is worth in this browser, and the request behind it, without changing anything: for the page that a link
 * opens (a GET, perhaps a scanner's).
 *
 * Fails with `link_malformed`, `link_elsewhere` (not this browser's, or for something else), `link_expired`, `link_used`.
 */
export async function inspectLink(
  token: unknown,
  visitor: Visitor,
  purpose: LinkPurpose,
): Promise<LinkRequest> {
  const link = linkOf(token, visitor);
  const found = await ephemeralStore().run(...behind(link));
  return living(link, found, visitor, purpose).request;
}

/**
 * Proves a mailbox by a mailed link, once, in the browser that asked. The request is claimed by that, and all its mails
 * are dead.
 *
 * Fails with `link_wrong`, `tries_spent`, `busy`, and as `inspectLink`.
 */
export async function proveByLink(
  token: unknown,
  visitor: Visitor,
  purpose: LinkPurpose,
): Promise<LinkRequest> {
  const link = linkOf(token, visitor);
  const { requestId, secret, browser } = link;
  requireRoomToHash();
  const [used, found, sent, tries] = await ephemeralStore().run(
    ...behind(link),
    keys.countTry(requestId, browser),
  );
  const { request, mail } = living(link, [used, found, sent], visitor, purpose);
  if (tries > policy.link.tries) throw new AuthFailure('tries_spent');
  const hash = await hashSecret({ requestId, account: request.account }, secret);
  if (!sameHash(hash, mail.linkHash)) throw new AuthFailure('link_wrong');
  return claim(requestId, request);
}

/**
 * As `proveByLink`, by the code from a mail.
 *
 * Fails with `code_wrong`, `tries_spent`, `busy`, `link_used` (somebody was first), `ask_again` (nothing was asked for
 * here, or too long ago). A mailbox that got no mail lately, or has too many wrong codes behind it, is answered like a
 * wrong code: whether two identifiers share a mailbox is nobody's business. The link works all the same.
 */
export async function proveByCode(
  typed: string,
  { browser, linkTicket }: Visitor,
  purpose: LinkPurpose,
): Promise<LinkRequest> {
  const code = parseCode(typed, policy.link.codeLength);
  if (!code) throw new AuthFailure('code_wrong', { reason: 'malformed' });
  if (!browser || !linkTicket) throw new AuthFailure('ask_again');

  requireRoomToHash();
  const { id } = linkTicket;
  const [request, ...slots] = await ephemeralStore().run(
    keys.request(id, browser),
    keys.mail(id, 1),
    keys.mail(id, 2),
    keys.mail(id, 3),
  );
  const mails = slots.filter((mail) => mail !== null);
  if (request?.purpose !== purpose) throw new AuthFailure('ask_again');

  // By itself: a store that answers too late must not cost a try, of which whoever types needs more than who clicks.
  const [tries] = await ephemeralStore().run(keys.countTry(id, browser));
  if (tries > policy.link.tries) throw new AuthFailure('tries_spent');
  // Only what can be right counts against the mailbox: a stranger must not lock its code for less.
  const [[accountTries], hash] = await Promise.all([
    ephemeralStore().run(keys.countCodeTry(mails.length > 0 ? request.mailbox : id)),
    hashSecret({ requestId: id, account: request.account }, code),
  ]);
  const right = mails.some((mail) => sameHash(hash, mail.codeHash));
  if (!right || accountTries > policy.link.accountTries) throw new AuthFailure('code_wrong');
  return claim(id, request);
}

/** What a link says, and the browser that it is opened in. */
function linkOf(token: unknown, { browser }: Visitor): PresentedLink {
  const link = parseToken(token);
  if (!link) throw new AuthFailure('link_malformed');
  if (!browser) throw new AuthFailure('link_elsewhere');
  return { ...link, browser };
}

/** What there is behind a link. Where there is nothing, the run ends, and no try is counted. */
function behind({ requestId, mailNumber, browser }: PresentedLink) {
  return [
    keys.isUsed(requestId, browser),
    needed(keys.request(requestId, browser)),
    needed(keys.mail(requestId, mailNumber)),
  ] as const;
}

/** The request and mail behind a link while they live; else says, to the browser that asked, why not. */
function living(
  { requestId, mailNumber }: PresentedLink,
  [used, request, mail]: Answers<ReturnType<typeof behind>>,
  { linkTicket }: Visitor,
  purpose: LinkPurpose,
): { request: LinkRequest; mail: LinkMail } {
  if (used) throw new AuthFailure('link_used');
  if (request && request.purpose !== purpose) throw new AuthFailure('link_elsewhere');
  if (request && mail?.number === mailNumber) return { request, mail };
  const ours = request !== null || linkTicket?.id === requestId;
  throw new AuthFailure(ours ? 'link_expired' : 'link_elsewhere');
}

/** The proof was right. Whoever claims the request first may go on; with that, all its mails are dead. */
async function claim(id: string, request: LinkRequest): Promise<LinkRequest> {
  const [claimed] = await ephemeralStore().run(
    keys.claim(id, request.browser),
    keys.forgetRequest(id, request.browser),
    ...[1, 2, 3].map((number) => keys.forgetMail(id, number)),
    keys.forgetCodeTries(request.mailbox),
  );
  if (claimed !== 1) throw new AuthFailure('link_used');
  return request;
}

type PresentedLink = LinkToken & { browser: string };

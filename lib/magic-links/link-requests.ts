import 'server-only';
import { z } from 'zod';
import { type Command, count, put, read, remove } from '@/lib/ephemeral/store';
import { locales } from '@/lib/messages/languages';
import { policy } from '@/lib/policy';

const linkRequest = z.object({
  /** The browser that asked (lib/browser.ts). */
  browser: z.string(),
  /** Email or username as typed. */
  typed: z.string(),
  /** Keyed hash of the mailbox. */
  mailbox: z.string(),
  /** What the proof is good for, and for nothing else. */
  purpose: z.enum(['sign-in', 'confirmation', 'email-change']),
  /** Whose proof it is, and the address the account has; null where there is nobody yet. */
  account: z.object({ userId: z.uuid(), email: z.string() }).nullable(),
  /** For a registration: what was asked for. The proof creates it, unless the address has an account already. */
  pending: z
    .object({
      name: z.string(),
      username: z.string(),
      email: z.string(),
      locale: z.enum(locales).default('en'),
    })
    .nullable(),
  /** For a change of address: the new one, which the proof is for, and the event that tells of the asking. */
  change: z.object({ newEmail: z.string(), eventId: z.int() }).nullable(),
  /** Where to go afterwards. */
  to: z.string().nullable(),
  /** Milliseconds since 1970. */
  askedAt: z.number(),
});

const linkMail = z.object({ number: z.int(), linkHash: z.string(), codeHash: z.string() });

/**
 * A link request: one asking for a mail, from one browser. It is kept as
 *
 *   link-request:ID:BROWSER    who asked for what                       1 hour from the latest asking, or until used
 *   link-mail:ID:SLOT          the hashes of one mail's link and code   10 min from that mail
 *   link-mails:ID              how many mails were sent
 *   link-mail-begun:ID         since when one is on its way out; it stays where the server dies over it
 *   link-tries:ID:BROWSER      tries with a link or code
 *   link-used:ID:BROWSER       the claim: whoever counts 1 may sign in
 *   code-tries:MAILBOX         code tries in a row, over all requests
 *
 * so that each part expires by itself, by the store's clock, and nothing is read, changed and written back. What has the
 * browser in its key is not there for others: whoever passes a link around leaves nothing in the store.
 */
export const keys = {
  saveRequest: (id: string, request: LinkRequest): Command<void> =>
    put(requestKey(id, request.browser), request, policy.link.requestLifetime),
  request: (id: string, browser: string) => read(requestKey(id, browser), linkRequest),
  forgetRequest: (id: string, browser: string) => remove(requestKey(id, browser)),

  saveMail: (id: string, mail: LinkMail): Command<void> =>
    put(mailKey(id, mail.number), mail, policy.link.lifetime),
  mail: (id: string, number: number) => read(mailKey(id, number), linkMail),
  forgetMail: (id: string, number: number) => remove(mailKey(id, number)),
  countMail: (id: string) => count(`link-mails:${id}`, policy.link.browserLifetime),

  mailFailed: (id: string): Command<void> => put(`link-mail-failed:${id}`, true, policy.link.lifetime),
  hasMailFailed: (id: string) => read<true>(`link-mail-failed:${id}`),
  forgetMailFailed: (id: string) => remove(`link-mail-failed:${id}`),

  mailBegun: (id: string): Command<void> =>
    put(`link-mail-begun:${id}`, Date.now(), policy.link.requestLifetime),
  mailBegunAt: (id: string) => read<number>(`link-mail-begun:${id}`),
  mailEnded: (id: string) => remove(`link-mail-begun:${id}`),

  countTry: (id: string, browser: string) =>
    count(`link-tries:${id}:${browser}`, 2 * policy.link.requestLifetime),
  tries: (id: string, browser: string) => read<number>(`link-tries:${id}:${browser}`),
  claim: (id: string, browser: string) => count(`link-used:${id}:${browser}`, policy.link.requestLifetime),
  isUsed: (id: string, browser: string) => read<number>(`link-used:${id}:${browser}`),

  countCodeTry: (mailbox: string) => count(`code-tries:${mailbox}`, policy.link.accountTriesWindow),
  forgetCodeTries: (mailbox: string) => remove(`code-tries:${mailbox}`),
};

function requestKey(id: string, browser: string): string {
  return `link-request:${id}:${browser}`;
}

/** The live mails of a request take turns in so many slots: one more pushes out the oldest. */
function mailKey(id: string, number: number): string {
  return `link-mail:${id}:${number % policy.link.liveMails}`;
}

/** What a browser holds of the request it made last: which, and what it asked for (a keyed hash). */
export type LinkTicket = { id: string; subject: string };

export type LinkRequest = z.output<typeof linkRequest>;
export type LinkPurpose = LinkRequest['purpose'];
export type PendingAccount = NonNullable<LinkRequest['pending']>;
export type LinkMail = z.output<typeof linkMail>;

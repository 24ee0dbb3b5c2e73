import 'server-only';
import { type Command, count, put, read, remove } from '@/lib/ephemeral/store';
import { policy } from '@/lib/policy';

/**
 * A link request: one asking for a mail, from one browser. It is kept as
 *
 *   link-request:ID            who asked for what                       1 hour from the latest asking, or until used
 *   link-mail:ID:SLOT          the hashes of one mail's link and code   10 min from that mail
 *   link-mails:ID              how many mails were sent
 *   link-mail-begun:ID         since when one is on its way out; it stays where the server dies over it
 *   link-tries:ID:BROWSER      tries with a link or code
 *   link-used:ID:BROWSER       the claim: whoever counts 1 may sign in
 *   code-tries:MAILBOX         code tries in a row, over all requests
 *
 * so that each part expires by itself, by the store's clock, and nothing is read, changed and written back.
 */
export const keys = {
  saveRequest: (id: string, request: LinkRequest): Command<void> =>
    put(`link-request:${id}`, request, policy.link.requestLifetime),
  request: (id: string) => read<LinkRequest>(`link-request:${id}`),
  forgetRequest: (id: string) => remove(`link-request:${id}`),

  saveMail: (id: string, mail: LinkMail): Command<void> =>
    put(mailKey(id, mail.number), mail, policy.link.lifetime),
  mail: (id: string, number: number) => read<LinkMail>(mailKey(id, number)),
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

/** The live mails of a request take turns in so many slots: one more pushes out the oldest. */
function mailKey(id: string, number: number): string {
  return `link-mail:${id}:${number % policy.link.liveMails}`;
}

export type LinkRequest = {
  /** The browser that asked (lib/browser.ts). */
  browser: string;
  /** Email or username as typed. */
  typed: string;
  /** Keyed hash of the mailbox. */
  mailbox: string;
  /** What the proof is good for, and for nothing else. */
  purpose: LinkPurpose;
  /** Whose proof it is, and the address the account has; null where there is nobody yet. */
  account: { userId: string; email: string } | null;
  /** For a registration: what was asked for. The proof creates it, unless the address has an account already. */
  pending: PendingAccount | null;
  /** For a change of address: the new one, which the proof is for, and the event that tells of the asking. */
  change: { newEmail: string; eventId: number } | null;
  /** Where to go afterwards. */
  to: string | null;
  /** Milliseconds since 1970. */
  askedAt: number;
};

export type LinkPurpose = 'sign-in' | 'confirmation' | 'email-change';

/** What a browser holds of the request it made last: which, and what it asked for (a keyed hash). */
export type LinkTicket = { id: string; subject: string };

export type PendingAccount = { name: string; username: string; email: string };

export type LinkMail = { number: number; linkHash: string; codeHash: string };

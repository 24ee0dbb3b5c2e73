import 'server-only';
import { createTransport } from 'nodemailer';
import { Resend } from 'resend';
import type { Locale } from '@/lib/messages/languages';
import { patience } from '@/lib/patience';
import { policy } from '@/lib/policy';

/** Through a mail server, e.g. `smtp://user:password@host:587` (`smtps:` for TLS from the start). */
export function smtpTransport(url: string): Transport {
  const server = createTransport(url);
  return async ({ from, to, locale, ...content }, idempotencyKey) => {
    await server.sendMail({
      ...content,
      from,
      // An object is taken as one address; a text would be read as a list of names and addresses.
      to: { name: '', address: to },
      headers: headersIn(locale),
      messageId: messageId(idempotencyKey, from),
      signal: patience(policy.patience.mail),
    });
  };
}

/** Through Resend's API. */
export function resendTransport(apiKey: string): Transport {
  const resend = new Resend(apiKey);
  return async ({ locale, ...message }, idempotencyKey) => {
    const signal = patience(policy.patience.mail);
    const mail = { ...message, headers: headersIn(locale) };
    const { data, error } = await resend.emails.send(mail, { idempotencyKey, signal });
    // What has no id is not Resend's, whatever its status: a proxy's, for instance.
    if (!data?.id) {
      throw Object.assign(new Error('Resend did not accept the mail'), { code: error?.name ?? 'no_id' });
    }
  };
}

/** docs/decisions/016-headers-of-mails.md says why these, and why no others. */
function headersIn(locale: Locale): Record<string, string> {
  return {
    // RFC 3834, section 5: lets out-of-office replies and the like keep quiet; Exchange listens to a header of its own.
    'Auto-Submitted': 'auto-generated',
    'X-Auto-Response-Suppress': 'OOF, AutoReply',
    // RFC 3282: for screen readers, and for mail programs that offer to translate.
    'Content-Language': locale,
  };
}

/** The same mail always carries the same Message-ID, so that a server that sees it twice can tell. */
function messageId(idempotencyKey: string, from: string): string {
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost';
  return `<${idempotencyKey}@${domain}>`;
}

export type Transport = (
  message: { from: string; to: string; locale: Locale; subject: string; html: string; text: string },
  idempotencyKey: string,
) => Promise<void>;

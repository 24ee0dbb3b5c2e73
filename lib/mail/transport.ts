import 'server-only';
import { createTransport } from 'nodemailer';
import { Resend } from 'resend';
import { policy } from '@/lib/policy';

/** RFC 3834: lets out-of-office replies and the like keep quiet. */
const headers = { 'Auto-Submitted': 'auto-generated' };

/** Through a mail server, e.g. `smtp://user:password@host:587` (`smtps:` for TLS from the start). */
export function smtpTransport(url: string): Transport {
  const server = createTransport(url);
  return async ({ from, to, ...content }, idempotencyKey) => {
    await server.sendMail({
      ...content,
      from,
      // An object is taken as one address; a text would be read as a list of names and addresses.
      to: { name: '', address: to },
      headers,
      messageId: messageId(idempotencyKey, from),
      signal: AbortSignal.timeout(policy.patience.mail),
    });
  };
}

/** Through Resend's API. */
export function resendTransport(apiKey: string): Transport {
  const resend = new Resend(apiKey);
  return async (message, idempotencyKey) => {
    const signal = AbortSignal.timeout(policy.patience.mail);
    const { data, error } = await resend.emails.send({ ...message, headers }, { idempotencyKey, signal });
    // What has no id is not Resend's, whatever its status: a proxy's, for instance.
    if (!data?.id) {
      throw Object.assign(new Error('Resend did not accept the mail'), { code: error?.name ?? 'no_id' });
    }
  };
}

/** The same mail always carries the same Message-ID, so that a server that sees it twice can tell. */
function messageId(idempotencyKey: string, from: string): string {
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost';
  return `<${idempotencyKey}@${domain}>`;
}

export type Transport = (
  message: { from: string; to: string; subject: string; html: string; text: string },
  idempotencyKey: string,
) => Promise<void>;

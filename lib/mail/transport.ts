import 'server-only';
import { createTransport } from 'nodemailer';
import { Resend } from 'resend';
import { policy } from '@/lib/policy';

/** RFC 3834: lets out-of-office replies and the like keep quiet. */
const headers = { 'Auto-Submitted': 'auto-generated' };

/** Through a mail server, e.g. `smtp://user:password@host:587` (`smtps:` for TLS from the start). */
export function smtpTransport(url: string): Transport {
  const { mail: patience } = policy.patience;
  const server = createTransport(url, {});
  Object.assign(server.options, {
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: patience,
  });
  return async (message, idempotencyKey) => {
    const { from, to, subject, html, text } = message;
    await server.sendMail({
      from,
      to: { name: '', address: to },
      subject,
      html,
      text,
      headers,
      messageId: messageId(idempotencyKey, from),
    });
  };
}

/** Through Resend's API. */
export function resendTransport(apiKey: string): Transport {
  const resend = new Resend(apiKey);
  return async (message, idempotencyKey) => {
    const sent = resend.emails.send({ ...message, headers }, { idempotencyKey });
    const { error } = await within(policy.patience.mail, sent);
    if (error) throw new Error(error.name);
  };
}

/** The same mail always carries the same Message-ID, so that a server that sees it twice can tell. */
function messageId(idempotencyKey: string, from: string): string {
  const domain = /@([^>\s]+)/.exec(from)?.[1] ?? 'localhost';
  return `<${idempotencyKey}@${domain}>`;
}

async function within<T>(milliseconds: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('time_out')), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

export type Transport = (
  message: { from: string; to: string; subject: string; html: string; text: string },
  idempotencyKey: string,
) => Promise<void>;

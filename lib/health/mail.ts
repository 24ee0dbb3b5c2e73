import 'server-only';
import { randomUUID } from 'node:crypto';
import { createTransport } from 'nodemailer';
import type { Env } from '@/lib/env';
import { errorKind } from '@/lib/log';
import { deliver } from '@/lib/mail/deliver';
import { defaultLocale } from '@/lib/messages/languages';
import { policy } from '@/lib/policy';
import { type Check, failed, ok, type Probe, warning } from './check';

/**
 * Whether mail goes out. With an address in `sendTo`, a real mail goes there; without, an SMTP server is asked whether it
 * would take one from us, and Resend, which has no such question, is left alone.
 */
export function mailProbe(configuration: Env, sendTo: string | null): Probe {
  const { resendApiKey } = configuration.mail;
  const cure = resendApiKey
    ? 'Check RESEND_API_KEY, and that Resend knows the domain of MAIL_FROM as yours.'
    : 'Check SMTP_URL (host, port, user, password; smtps: for TLS from the start) and MAIL_FROM.';
  return {
    name: 'mail',
    cure,
    // The way there is bounded by itself; this is for what comes before and after.
    patience: policy.patience.mail * 2,
    look: async () => {
      try {
        return [await (sendTo ? send(configuration, sendTo) : ask(configuration))];
      } catch (error) {
        return [failed('mail', `The provider takes no mail: ${reason(error)}.`, cure)];
      }
    },
  };
}

async function send({ appName, origin, mail }: Env, sendTo: string): Promise<Check> {
  await deliver(
    { template: 'trial', locale: defaultLocale, appName, origin },
    sendTo,
    `trial.${randomUUID()}`,
  );
  return mail.from.endsWith('@resend.dev') || mail.from.endsWith('@resend.dev>')
    ? warning(
        'mail',
        'Resend took a mail, but its own sender reaches your own mailbox alone.',
        'Set MAIL_FROM to an address of a domain that Resend knows as yours.',
      )
    : ok('mail', 'The provider took a mail. See that it has arrived.');
}

async function ask({ mail: { resendApiKey, smtpUrl } }: Env): Promise<Check> {
  if (resendApiKey) {
    return ok('mail', 'By Resend, not tried: npm run doctor -- --send you@example.com sends one.');
  }
  const patience = policy.patience.mail;
  const server = createTransport({
    url: smtpUrl ?? '',
    connectionTimeout: patience,
    greetingTimeout: patience,
    dnsTimeout: patience,
    socketTimeout: patience,
  });
  await server.verify();
  return ok(
    'mail',
    'The mail server lets us in. To see one arrive: npm run doctor -- --send you@example.com',
  );
}

/** SMTP's answer is told by its number, for its words may hold addresses. */
function reason(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : errorKind(error);
  const status = error instanceof Error && 'responseCode' in error ? ` (SMTP ${error.responseCode})` : '';
  return `${REFUSALS[code] ?? code}${status}`;
}

/** Nodemailer's names. Resend's own speak for themselves. */
const REFUSALS: Record<string, string> = {
  EAUTH: 'it refuses user or password',
  EDNS: 'its host is not known',
  ESOCKET: 'it cannot be reached',
  ETIMEDOUT: 'it does not answer in time',
};

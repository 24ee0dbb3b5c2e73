import 'server-only';
import { env } from '@/lib/env';
import { type Mail, renderMail } from './render';
import { resendTransport, smtpTransport, type Transport } from './transport';

let transport: Transport | undefined;

/**
 * Hands one mail to the provider; throws when it did not accept it. The same key is never sent twice by a provider that
 * knows idempotency. A mail to nobody (null) is written all the same, and thrown away: the work must not tell whether
 * there was anybody to write to.
 */
export async function deliver(mail: Mail, to: string | null, idempotencyKey: string): Promise<void> {
  const { from, resendApiKey, smtpUrl } = env().mail;
  transport ??= resendApiKey ? resendTransport(resendApiKey) : smtpTransport(smtpUrl ?? '');
  const written = await renderMail(mail);
  if (to !== null) await transport({ from, to, locale: mail.locale, ...written }, idempotencyKey);
}

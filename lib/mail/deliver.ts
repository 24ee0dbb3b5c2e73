import 'server-only';
import { env } from '@/lib/env';
import { type Mail, renderMail } from './render';
import { resendTransport, smtpTransport, type Transport } from './transport';

let transport: Transport | undefined;

/**
 * Hands one mail to the provider; throws when it did not accept it. The same key is never sent twice by a provider that
 * knows idempotency.
 */
export async function deliver(mail: Mail, to: string, idempotencyKey: string): Promise<void> {
  const { from, resendApiKey, smtpUrl } = env().mail;
  transport ??= resendApiKey ? resendTransport(resendApiKey) : smtpTransport(smtpUrl ?? '');
  await transport({ from, to, ...(await renderMail(mail)) }, idempotencyKey);
}

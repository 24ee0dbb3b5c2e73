import 'server-only';
import { env } from '@/lib/env';
import type { Mail } from './render';
import type { Transport } from './transport';

let transport: Transport | undefined;

/**
 * Hands one mail to the provider; throws when it did not accept it. The same key is never sent twice by a provider that
 * knows idempotency. A mail to nobody (null) is written all the same, and thrown away: the work must not tell whether
 * there was anybody to write to.
 *
 * What writes and sends is loaded with the first mail: most of what the framework bundles pages into never mails anybody.
 */
export async function deliver(mail: Mail, to: string | null, idempotencyKey: string): Promise<void> {
  const { from, resendApiKey, smtpUrl } = env().mail;
  const [{ renderMail }, { resendTransport, smtpTransport }] = await Promise.all([
    import('./render'),
    import('./transport'),
  ]);
  transport ??= resendApiKey ? resendTransport(resendApiKey) : smtpTransport(smtpUrl ?? '');
  const written = await renderMail(mail);
  if (to !== null) await transport({ from, to, locale: mail.locale, ...written }, idempotencyKey);
}

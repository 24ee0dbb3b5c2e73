import 'server-only';
import type { SignedIn } from '@/lib/current-session';
import { env } from '@/lib/env';
import { type Asking, ask } from './ask';
import type { LinkTicket } from './link-requests';
import { mailboxHash } from './mailbox';

/**
 * Asks for a code with which whoever is signed in confirms that it is still they (lib/step-up.ts).
 *
 * Fails with `too_many_requests`, `too_early`.
 */
export async function requestConfirmation({ user }: SignedIn, asking: Asking): Promise<LinkTicket> {
  const { appName, origin } = env();
  return ask(
    {
      identifier: user.id,
      typed: user.email,
      mailbox: mailboxHash(user.email),
      purpose: 'confirmation',
      account: { userId: user.id, email: user.email },
      pending: null,
      change: null,
      to: null,
      recipient: user.email,
      openly: true,
      compose: ({ link: _, ...proof }) => ({
        template: 'step-up',
        appName,
        sessionsUrl: `${origin}/account/sessions`,
        ...proof,
      }),
    },
    asking,
  );
}

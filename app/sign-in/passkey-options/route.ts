import { forOwnPages } from '@/lib/for-own-pages';
import { fetched } from '@/lib/form-action';
import { beginAuthentication } from '@/lib/passkeys/authentication';
import { boundVisitor } from '@/lib/visitor';

/**
 * Begins a sign-in by passkey. No action, for the page asks before the framework is there (../passkey-request.ts), and of none
 * but pages of ours: it gives the browser its cookie.
 */
export const GET = forOwnPages(() =>
  fetched('sign_in.begin_passkey', async () => beginAuthentication(await boundVisitor())),
);

import { AuthFailure } from '@/lib/errors';
import { redirectRefused } from '@/lib/form-action';
import type { Redeemed } from '@/lib/magic-links/redeem';
import { signInWith } from '@/lib/sessions';
import { dropTicket } from '@/lib/visitor';

/** Signs in by link or code, as `redeem` has it, and answers the path to go on to. */
export async function signInByMail(redeem: Parameters<typeof signInWith<Redeemed>>[0]): Promise<string> {
  const { next } = await signInWith(redeem).catch(redirectNamesake);
  await dropTicket();
  return next;
}

/** The one refusal that only the registration page can mend. */
function redirectNamesake(error: unknown): never {
  if (error instanceof AuthFailure && error.code === 'username_taken_meanwhile') {
    redirectRefused(error, '/register?notice=username-taken');
  }
  throw error;
}

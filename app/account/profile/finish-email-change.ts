import { RedirectType, redirect } from 'next/navigation';
import { AuthFailure, type FailureCode } from '@/lib/errors';
import { redirectRefused } from '@/lib/form-action';
import { dropTicket } from '@/lib/visitor';
import { finalRefusals, withNotice } from '../../sign-in/link/notice';

/** Changes the address by link or code, as `change` has it, and goes on to the profile. */
export async function finishEmailChange(change: () => Promise<void>): Promise<never> {
  await change().catch(sayOnProfile);
  await dropTicket('email-change');
  // A link is used up: going back must not lead there.
  redirect('/account/profile?notice=email-changed', RedirectType.replace);
}

/** What no second try of the same mail can mend is said where another can be asked for. */
function sayOnProfile(error: unknown): never {
  if (error instanceof AuthFailure && said.includes(error.code)) {
    redirectRefused(error, withNotice('/account/profile', error.code), RedirectType.replace);
  }
  throw error;
}

const said: readonly FailureCode[] = [...finalRefusals, 'email_taken_meanwhile'];

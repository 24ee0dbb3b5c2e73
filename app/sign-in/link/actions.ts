'use server';

import { RedirectType, redirect } from 'next/navigation';
import { z } from 'zod';
import { currentSession } from '@/lib/current-session';
import { AuthFailure } from '@/lib/errors';
import { formAction, redirectRefused } from '@/lib/form-action';
import { redeemLink } from '@/lib/magic-links/redeem';
import { visitor } from '@/lib/visitor';
import { signInByMail } from '../sign-in-by-mail';
import { finalRefusals, withNotice } from './notice';

export const openLink = formAction(
  'sign_in.open_link',
  z.object({ token: z.string().max(200) }),
  async ({ token }) => {
    const asking = await visitor();
    const next = await signInByMail((opening) => redeemLink(token, asking, opening)).catch(leave);
    // The link is used up: going back must not lead there.
    redirect(next, RedirectType.replace);
  },
);

/** Most refusals are final for this link: they are said at sign-in, where another can be asked for. */
async function leave(error: unknown): Promise<never> {
  if (!(error instanceof AuthFailure)) throw error;
  // A double click: the first one has signed this browser in.
  if (error.code === 'link_used' && (await currentSession()).session) redirect('/account');
  if (finalRefusals.includes(error.code)) redirectRefused(error, withNotice('/sign-in', error.code));
  throw error;
}

'use server';

import { RedirectType, redirect } from 'next/navigation';
import { z } from 'zod';
import { currentSession } from '@/lib/current-session';
import { AuthFailure, type FailureCode } from '@/lib/errors';
import { formAction, redirectRefused } from '@/lib/form-action';
import { redeemOperatorLink } from '@/lib/operator/link';
import { signInWith } from '@/lib/sessions';

export const openOperatorLink = formAction(
  'sign_in.operator_link',
  z.object({ token: z.string().max(100) }),
  async ({ token }) => {
    await signInWith((opening) => redeemOperatorLink(token, opening)).catch((error) => leave(error, token));
    // The link is used up: going back must not lead there.
    redirect('/account?notice=operator-link', RedirectType.replace);
  },
);

/** The link's own page says what has become of it. */
async function leave(error: unknown, token: string): Promise<never> {
  if (!(error instanceof AuthFailure) || !final.includes(error.code)) throw error;
  // A double click: the first one has signed this browser in.
  if (error.code === 'link_used' && (await currentSession()).session) redirect('/account');
  redirectRefused(error, `/sign-in/operator?token=${encodeURIComponent(token)}`, RedirectType.replace);
}

const final: readonly FailureCode[] = ['link_wrong', 'link_expired', 'link_used', 'link_void'];

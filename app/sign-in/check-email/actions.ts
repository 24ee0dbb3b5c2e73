'use server';

import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { formAction } from '@/lib/form-action';
import { redeemCode } from '@/lib/magic-links/redeem';
import { askAgain } from '@/lib/magic-links/request';
import { boundVisitor, inTabOf, keepTicket, visitor } from '@/lib/visitor';
import { signInByMail } from '../sign-in-by-mail';

/** Which request the tab waits on. */
const request = z.string().max(22).optional();

export const enterCode = formAction(
  'sign_in.enter_code',
  z.object({ code: z.string().max(40), request }),
  async ({ code, request }) => {
    const asking = inTabOf(request, await visitor());
    redirect(await signInByMail((opening) => redeemCode(code, asking, opening)));
  },
);

export const sendAgain = formAction('sign_in.ask_mail_again', z.object({ request }), async ({ request }) => {
  const asking = inTabOf(request, await boundVisitor());
  await keepTicket(await askAgain({ visitor: asking, later: after }));
  redirect('/sign-in/check-email?notice=mail-sent');
});

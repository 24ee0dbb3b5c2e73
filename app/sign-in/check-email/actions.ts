'use server';

import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { AuthFailure } from '@/lib/errors';
import { formAction } from '@/lib/form-action';
import { redeemCode } from '@/lib/magic-links/redeem';
import { askAgain } from '@/lib/magic-links/request';
import { signInWith } from '@/lib/sessions';
import { boundVisitor, dropTicket, inTabOf, keepTicket, visitor } from '@/lib/visitor';

/** Which request the tab waits on. */
const request = z.string().max(22).optional();

export const enterCode = formAction(
  z.object({ code: z.string().max(40), request }),
  async ({ code, request }) => {
    const asking = inTabOf(request, await visitor());
    const { next } = await signInWith((opening) => redeemCode(code, asking, opening)).catch(redirectNamesake);
    await dropTicket();
    redirect(next);
  },
);

export const sendAgain = formAction(z.object({ request }), async ({ request }) => {
  const asking = inTabOf(request, await boundVisitor());
  await keepTicket(await askAgain({ visitor: asking, later: after }));
  redirect('/sign-in/check-email');
});

/** The one refusal that only the registration page can mend. */
function redirectNamesake(error: unknown): never {
  if (error instanceof AuthFailure && error.code === 'username_taken_meanwhile')
    redirect('/register?notice=username-taken');
  throw error;
}

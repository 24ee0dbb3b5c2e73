'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { formAction, signedIn } from '@/lib/form-action';
import { guardedAction } from '@/lib/guarded-action';
import { createRecoveryCodes } from '@/lib/recovery/codes';
import { stopRecovery } from '@/lib/recovery/delayed';
import { allowEmailSignIn, stopEmailSignIn } from '@/lib/recovery/email-sign-in';
import { visitor } from '@/lib/visitor';

export const switchEmailSignIn = guardedAction(
  'email_sign_in.switch',
  z.object({ to: z.enum(['on', 'off']) }),
  async ({ to }, current) => {
    const acting = { visitor: await visitor(), later: after };
    if (to === 'off') await stopEmailSignIn(current, acting);
    else await allowEmailSignIn(current, acting);
    redirect(`/account/security?notice=email-sign-in-${to}`);
  },
);

export const createCodes = guardedAction('recovery_codes.create', z.object({}), async (_, current) => {
  const codes = await createRecoveryCodes(current, { visitor: await visitor(), later: after });
  // How many are left, and what they make possible, stands elsewhere on the page.
  refresh();
  return codes;
});

/** Unguarded: what may be a stranger's way in is better stopped too easily than too late. */
export const cancelRecovery = formAction('recovery.cancel', z.object({}), async () => {
  await stopRecovery(await signedIn(), await visitor());
  redirect('/account/security?notice=recovery-cancelled');
});

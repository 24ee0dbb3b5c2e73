'use server';

import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { changeEmailByCode } from '@/lib/accounts/email-change';
import { emailSchema, nameSchema, usernameSchema } from '@/lib/accounts/identifiers';
import { saveProfile } from '@/lib/accounts/profile';
import { formAction, signedIn } from '@/lib/form-action';
import { guardedAction } from '@/lib/guarded-action';
import {
  cancelEmailChange,
  requestEmailChange,
  requestEmailChangeAgain,
} from '@/lib/magic-links/request-email-change';
import { rememberPerson } from '@/lib/remembered';
import { boundVisitor, dropTicket, inTabOf, keepTicket, visitor } from '@/lib/visitor';
import { finishEmailChange } from './finish-email-change';

export const save = formAction(
  'profile.save',
  z.object({ name: nameSchema, username: usernameSchema }),
  async (profile) => {
    const current = await signedIn();
    await saveProfile(current, profile, await visitor());
    await rememberPerson({ ...current.user, ...profile });
    redirect('/account/profile?notice=profile-saved');
  },
);

export const changeEmail = guardedAction(
  'email_change.ask',
  z.object({ email: emailSchema }),
  async ({ email }, current) => {
    const asking = { visitor: await boundVisitor('email-change'), later: after };
    await keepTicket(await requestEmailChange(current, email, asking), 'email-change');
    redirect('/account/profile#email');
  },
);

/** Which request the tab waits on. */
const request = z.string().max(22).optional();

export const enterCode = formAction(
  'email_change.enter_code',
  z.object({ code: z.string().max(40), request }),
  async ({ code, request }) => {
    const acting = { visitor: inTabOf(request, await visitor('email-change')), later: after };
    const current = await signedIn();
    return finishEmailChange(() => changeEmailByCode(current, code, acting));
  },
);

export const sendAgain = formAction('email_change.ask_again', z.object({ request }), async ({ request }) => {
  const asking = { visitor: inTabOf(request, await boundVisitor('email-change')), later: after };
  await keepTicket(await requestEmailChangeAgain(await signedIn(), asking), 'email-change');
  redirect('/account/profile#email');
});

export const cancel = formAction('email_change.cancel', z.object({ request }), async ({ request }) => {
  await cancelEmailChange(await signedIn(), inTabOf(request, await visitor('email-change')));
  await dropTicket('email-change');
  redirect('/account/profile?notice=email-change-cancelled');
});

'use server';

import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { identifierSchema } from '@/lib/accounts/identifiers';
import { knownBrowser } from '@/lib/browser';
import { formAction, scriptAction } from '@/lib/form-action';
import { requestSignIn } from '@/lib/magic-links/request';
import { finishAuthentication } from '@/lib/passkeys/authentication';
import { isPasskeyUnknown } from '@/lib/passkeys/credentials';
import { quietOffer } from '@/lib/passkeys/offer';
import { ceremonyAnswer, credentialId } from '@/lib/passkeys/responses';
import { policy } from '@/lib/policy';
import { forgetPerson } from '@/lib/remembered';
import { returnTarget } from '@/lib/return-target';
import { signInWith } from '@/lib/sessions';
import { boundVisitor, keepTicket, visitor } from '@/lib/visitor';

const target = z.unknown().optional().transform(returnTarget);

export const finishPasskeySignIn = scriptAction(
  'sign_in.finish_passkey',
  ceremonyAnswer.extend({ to: target }),
  async ({ to, ...answer }) => {
    const browser = await knownBrowser();
    const { user } = await signInWith((opening) => finishAuthentication(answer, { browser }, opening));
    await quietOffer(user.id, policy.offer.never);
    redirect(to ?? '/account');
  },
);

/** Whether nobody has the passkey that was refused, so that the browser may forget it. */
export const isUnknown = scriptAction('sign_in.is_passkey_unknown', credentialId, async (id) =>
  isPasskeyUnknown(id, await visitor()),
);

const emailSignIn = z.preprocess(
  (fields: Record<string, string>) => ({ ...fields, typed: fields.identifier }),
  z.object({ identifier: identifierSchema, typed: z.string().trim(), to: target }),
);

export const emailMeALink = formAction('sign_in.ask_mail', emailSignIn, async (asked) => {
  await keepTicket(await requestSignIn(asked, { visitor: await boundVisitor(), later: after }));
  redirect('/sign-in/check-email');
});

export const useAnotherAccount = formAction(
  'sign_in.forget_person',
  z.object({ to: target }),
  async ({ to }) => {
    await forgetPerson();
    redirect(to ? `/sign-in?to=${encodeURIComponent(to)}` : '/sign-in');
  },
);

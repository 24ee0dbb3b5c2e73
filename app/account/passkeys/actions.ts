'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { bindBrowser } from '@/lib/browser';
import { scriptAction, signedIn } from '@/lib/form-action';
import { quietOffer } from '@/lib/passkeys/offer';
import { beginRegistration, finishRegistration } from '@/lib/passkeys/registration';
import { registrationAnswer } from '@/lib/passkeys/responses';
import { policy } from '@/lib/policy';
import { visitor } from '@/lib/visitor';

export const beginPasskey = scriptAction(z.undefined(), async () =>
  beginRegistration(await signedIn(), { browser: await bindBrowser() }),
);

export const finishPasskey = scriptAction(registrationAnswer, async (answer) => {
  const current = await signedIn();
  await finishRegistration(current, answer, await visitor());
  await quietOffer(current.user.id, policy.offer.never);
  redirect('/account?notice=passkey-created');
});

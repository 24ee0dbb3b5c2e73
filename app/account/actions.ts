'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { formAction, signedIn } from '@/lib/form-action';
import { quietOffer } from '@/lib/passkeys/offer';
import { policy } from '@/lib/policy';

export const notNow = formAction(z.object({}), async () => {
  const { user } = await signedIn();
  await quietOffer(user.id, policy.offer.snooze);
  redirect('/account');
});

export const neverAsk = formAction(z.object({}), async () => {
  const { user } = await signedIn();
  await quietOffer(user.id, policy.offer.never);
  redirect('/account');
});

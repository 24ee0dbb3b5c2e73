'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { formAction, signedIn } from '@/lib/form-action';
import { quietOffer } from '@/lib/passkeys/offer';
import { policy } from '@/lib/policy';

export const notNow = quietFor(policy.offer.snooze);
export const neverAsk = quietFor(policy.offer.never);

function quietFor(seconds: number) {
  return formAction(z.object({}), async () => {
    const { user } = await signedIn();
    await quietOffer(user.id, seconds);
    redirect('/account');
  });
}

'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { formAction, signedIn } from '@/lib/form-action';
import { quietOffer } from '@/lib/passkeys/offer';
import { policy } from '@/lib/policy';

export const notNow = quietFor('offer.not_now', policy.offer.snooze);
export const neverAsk = quietFor('offer.never', policy.offer.never);

function quietFor(event: string, seconds: number) {
  return formAction(event, z.object({}), async () => {
    const { user } = await signedIn();
    await quietOffer(user.id, seconds);
    redirect('/account');
  });
}

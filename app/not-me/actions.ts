'use server';

import { RedirectType, redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { currentSession } from '@/lib/current-session';
import { disown } from '@/lib/disown';
import { formAction } from '@/lib/form-action';
import { visitor } from '@/lib/visitor';

export const itWasNotMe = formAction(
  'event.disown',
  z.object({ token: z.string().max(100) }),
  async ({ token }) => {
    await disown(token, { current: await currentSession(), visitor: await visitor(), later: after });
    // The question is answered: going back must not ask it again.
    redirect(`/not-me/done?token=${encodeURIComponent(token)}`, RedirectType.replace);
  },
);

'use server';

import { after } from 'next/server';
import { z } from 'zod';
import { changeEmailByLink } from '@/lib/accounts/email-change';
import { formAction, signedIn } from '@/lib/form-action';
import { visitor } from '@/lib/visitor';
import { finishEmailChange } from '../finish-email-change';

export const openLink = formAction(
  'email_change.open_link',
  z.object({ token: z.string().max(200) }),
  async ({ token }) => {
    const acting = { visitor: await visitor('email-change'), later: after };
    const current = await signedIn();
    return finishEmailChange(() => changeEmailByLink(current, token, acting));
  },
);

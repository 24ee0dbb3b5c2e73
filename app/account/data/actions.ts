'use server';

import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { deleteAccount } from '@/lib/accounts/deletion';
import { leaveBrowser } from '@/lib/accounts/goodbye';
import { AuthFailure } from '@/lib/errors';
import { guardedAction } from '@/lib/guarded-action';
import type { MessageKey } from '@/lib/messages/format';
import { visitor } from '@/lib/visitor';

const NOT_CONFIRMED: MessageKey = 'refusals.not_confirmed';
const confirmed = z.object({ confirmation: z.string().trim().toLowerCase().min(1, NOT_CONFIRMED) });

export const deleteMyAccount = guardedAction(
  'account.delete',
  confirmed,
  async ({ confirmation }, current) => {
    if (confirmation !== current.user.username) {
      throw new AuthFailure('not_confirmed', { fields: { confirmation: NOT_CONFIRMED } });
    }
    await deleteAccount(current, { visitor: await visitor(), later: after });
    await leaveBrowser(current.user);
    redirect('/goodbye');
  },
);

'use server';

import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { endOneSession, endOtherSessions } from '@/lib/account-sessions';
import { guardedAction } from '@/lib/guarded-action';
import { visitor } from '@/lib/visitor';

export const endOne = guardedAction(
  'session.end',
  z.object({ session: z.string() }),
  async ({ session }, current) => {
    await endOneSession(current, session, { visitor: await visitor(), later: after });
    redirect('/account/sessions?notice=session-ended');
  },
);

export const endOthers = guardedAction('session.end_others', z.object({}), async (_, current) => {
  await endOtherSessions(current, { visitor: await visitor(), later: after });
  redirect('/account/sessions?notice=other-sessions-ended');
});

'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { formAction } from '@/lib/form-action';
import { signOut } from '@/lib/sessions';

export const leave = formAction('sign_out', z.object({}), async () => {
  await signOut();
  redirect('/sign-in?notice=signed-out');
});

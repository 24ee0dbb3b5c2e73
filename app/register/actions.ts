'use server';

import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { emailSchema, nameSchema, usernameSchema } from '@/lib/accounts/identifiers';
import { formAction } from '@/lib/form-action';
import { requestRegistration } from '@/lib/magic-links/request';
import { boundVisitor, keepTicket } from '@/lib/visitor';

const registration = z.object({ name: nameSchema, username: usernameSchema, email: emailSchema });

export const register = formAction('account.register', registration, async (names) => {
  await keepTicket(await requestRegistration(names, { visitor: await boundVisitor(), later: after }));
  redirect('/sign-in/check-email');
});

'use server';

import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { identifierSchema } from '@/lib/accounts/identifiers';
import { formAction } from '@/lib/form-action';
import { redeemRecoveryCode } from '@/lib/recovery/codes';
import { askForRecovery } from '@/lib/recovery/start';
import { signInWith } from '@/lib/sessions';
import { visitor } from '@/lib/visitor';

const recovery = z.object({
  identifier: identifierSchema,
  code: z.string().max(100).default(''),
  way: z.string().optional(),
});

export const recover = formAction('sign_in.recover', recovery, async ({ identifier, code, way }) => {
  const acting = { visitor: await visitor(), later: after };
  if (way === 'delayed') return askForRecovery(identifier, acting);
  await signInWith((opening) => redeemRecoveryCode({ identifier, typed: code }, acting, opening));
  redirect('/account');
});

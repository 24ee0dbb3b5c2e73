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

const recovery = z.preprocess(
  (fields: Record<string, string>) => ({ ...fields, typed: fields.identifier }),
  z.object({
    identifier: identifierSchema,
    typed: z.string().default(''),
    code: z.string().max(100).default(''),
    way: z.string().optional(),
  }),
);

/** Answers what was typed where the delayed way back was asked for: the form stays, and keeps it. */
export const recover = formAction('sign_in.recover', recovery, async ({ identifier, typed, code, way }) => {
  const acting = { visitor: await visitor(), later: after };
  if (way === 'delayed') {
    await askForRecovery(identifier, acting);
    return typed;
  }
  await signInWith((opening) => redeemRecoveryCode({ identifier, typed: code }, acting, opening));
  redirect('/account');
});

'use server';

import { refresh } from 'next/cache';
import { redirect } from 'next/navigation';
import { after } from 'next/server';
import { z } from 'zod';
import { passkeyNameSchema } from '@/lib/accounts/identifiers';
import { formAction, scriptAction, signedIn } from '@/lib/form-action';
import { guardedAction } from '@/lib/guarded-action';
import { removePasskey, renamePasskey } from '@/lib/passkeys/credentials';
import { quietOffer } from '@/lib/passkeys/offer';
import { beginRegistration, finishRegistration } from '@/lib/passkeys/registration';
import { authenticatorKind, ceremonyAnswer, credentialId } from '@/lib/passkeys/responses';
import { policy } from '@/lib/policy';
import { boundVisitor, visitor } from '@/lib/visitor';

/** A passkey of one's own; what can be nobody's ID is answered like one that is nobody's. */
const id = credentialId.catch('');

/** Where a person was, and goes on to. */
const page = z.enum(['/account', '/account/passkeys']);

export const beginPasskey = guardedAction(
  'passkey.begin',
  z.object({ kind: authenticatorKind.nullable().catch(null) }),
  async ({ kind }, current) => beginRegistration(current, await boundVisitor(), kind),
);

export const finishPasskey = scriptAction(
  'passkey.finish',
  ceremonyAnswer.extend({ to: page }),
  async ({ to, ...answer }) => {
    const current = await signedIn();
    const acting = { visitor: await visitor(), later: after };
    const { credentialId } = await finishRegistration(current, answer, acting);
    await quietOffer(current.user.id, policy.offer.never);
    redirect(`${to}?notice=passkey-created&created=${credentialId}`);
  },
);

/** The name of a passkey that was created a moment ago. */
export const nameCreated = formAction(
  'passkey.name',
  z.object({ id, name: passkeyNameSchema, to: page }),
  async ({ to, ...named }) => {
    await renamePasskey(await signedIn(), named, await visitor());
    redirect(`${to}?notice=passkey-named`);
  },
);

export const rename = formAction(
  'passkey.rename',
  z.object({ id, name: passkeyNameSchema }),
  async (named) => {
    await renamePasskey(await signedIn(), named, await visitor());
    refresh();
  },
);

export const deletePasskey = guardedAction(
  'passkey.delete',
  z.object({ id, endSessions: z.literal('yes').optional() }),
  async ({ id, endSessions }, current) => {
    const acting = { visitor: await visitor(), later: after };
    await removePasskey(current, { id, endSessions: endSessions === 'yes' }, acting);
    redirect('/account/passkeys?notice=passkey-deleted');
  },
);

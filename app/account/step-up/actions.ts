'use server';

import { z } from 'zod';
import { scriptAction, signedIn } from '@/lib/form-action';
import { beginConfirmation } from '@/lib/passkeys/confirmation';
import { boundVisitor } from '@/lib/visitor';

export const beginStepUp = scriptAction('step_up.begin', z.undefined(), async () => {
  const { user } = await signedIn();
  return beginConfirmation(user, await boundVisitor());
});

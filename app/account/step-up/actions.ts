'use server';

import { z } from 'zod';
import { bindBrowser } from '@/lib/browser';
import { scriptAction, signedIn } from '@/lib/form-action';
import { beginConfirmation } from '@/lib/passkeys/confirmation';

export const beginStepUp = scriptAction('step_up.begin', z.undefined(), async () => {
  const { user } = await signedIn();
  return beginConfirmation(user, { browser: await bindBrowser() });
});

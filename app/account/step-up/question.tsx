'use client';

import { type RefObject, useId } from 'react';
import { useFilledMessages } from '@/components/filled-messages';
import { Dialog, DialogButton } from '@/components/ui/dialog';
import type { FormState } from '@/lib/form-state';
import { ByMail } from './by-mail';
import { ByPasskey } from './by-passkey';
import { recoverLink } from './recover-link';

/**
 * "Confirm it's you", within the form that needs it: its answer is sent with the fields of that form, so that nothing
 * typed is lost and the action goes on by itself (lib/confirm-identity.ts reads the fields).
 */
export function StepUp<R>({ state, form }: { state: FormState<R>; form: RefObject<HTMLFormElement | null> }) {
  const t = useFilledMessages();
  const id = useId();
  const { stepUp } = state;
  return (
    <Dialog id={id} title={t('stepUp.heading')} open={stepUp !== null} token={state}>
      {stepUp?.by === 'passkey' && <ByPasskey question={stepUp} form={form} />}
      {stepUp?.by === 'email' && <ByMail question={stepUp} />}
      {stepUp?.by === 'recovery' && <p>{t.rich('stepUp.onlyRecovery', { link: recoverLink })}</p>}
      <DialogButton dialog={id} action="close" variant="quiet">
        {t('stepUp.cancel')}
      </DialogButton>
    </Dialog>
  );
}

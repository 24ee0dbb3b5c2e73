'use client';

import { FormNotice } from '@/components/form-notice';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { neverAsk, notNow } from './actions';

/** Puts the offer of a passkey off for a month, in this browser. */
export function NotNowForm() {
  const [state, action] = useFormAction(notNow);
  const t = useMessages();
  return (
    <form action={action} className="grid">
      <Button pending={t('passkeyOfferForms.saving')}>{t('passkeyOfferForms.notNow')}</Button>
      <FormNotice state={state} />
    </form>
  );
}

/** Ends the offer of a passkey in this browser. */
export function NeverAskForm() {
  const [state, action] = useFormAction(neverAsk);
  const t = useMessages();
  return (
    <form action={action} className="grid">
      <Button variant="quiet" pending={t('passkeyOfferForms.saving')}>
        {t('passkeyOfferForms.neverAsk')}
      </Button>
      <FormNotice state={state} />
    </form>
  );
}

'use client';

import { FormNotice } from '@/components/form-notice';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { neverAsk, notNow } from './actions';

/** Puts the offer of a passkey off for a month, in this browser. */
export function NotNowForm() {
  const [state, action] = useFormAction(notNow);
  return (
    <form action={action} className="grid">
      <Button>Not now</Button>
      <FormNotice state={state} />
    </form>
  );
}

/** Ends the offer of a passkey in this browser. */
export function NeverAskForm() {
  const [state, action] = useFormAction(neverAsk);
  return (
    <form action={action} className="grid">
      <Button variant="quiet">Don't ask again</Button>
      <FormNotice state={state} />
    </form>
  );
}

'use client';

import { useActionState } from 'react';
import { FormNotice } from '@/components/form-notice';
import { Button } from '@/components/ui/button';
import { untouched } from '@/lib/form-state';
import { neverAsk, notNow } from './actions';

/** Puts the offer of a passkey off for a month, in this browser. */
export function NotNowForm() {
  const [state, action] = useActionState(notNow, untouched);
  return (
    <form action={action} className="grid">
      <Button>Not now</Button>
      <FormNotice state={state} />
    </form>
  );
}

/** Ends the offer of a passkey in this browser. */
export function NeverAskForm() {
  const [state, action] = useActionState(neverAsk, untouched);
  return (
    <form action={action} className="grid">
      <Button variant="quiet">Don't ask again</Button>
      <FormNotice state={state} />
    </form>
  );
}

'use client';

import { FormNotice } from '@/components/form-notice';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { leave } from './actions';

/** On every page for people who are signed in. A form, since a link could be followed by a prefetch. */
export function SignOutForm() {
  const [state, action] = useFormAction(leave);
  return (
    <form action={action} className="grid shrink-0 justify-items-end gap-2">
      <Button variant="quiet">Sign out</Button>
      <FormNotice state={state} />
    </form>
  );
}

'use client';

import { FormNotice } from '@/components/form-notice';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { openOperatorLink } from './actions';

/** Never sends itself: messengers open links to preview them, and the link is bound to no browser. */
export function OperatorLinkForm({ token }: { token: string }) {
  const [state, action] = useFormAction(openOperatorLink);
  return (
    <form action={action} className="stack">
      <FormNotice state={state} />
      <input type="hidden" name="token" value={token} />
      <Button variant="primary" pending="Signing you in…">
        Continue
      </Button>
    </form>
  );
}

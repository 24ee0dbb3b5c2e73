'use client';

import { FormNotice } from '@/components/form-notice';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { openOperatorLink } from './actions';

/** Never sends itself: messengers open links to preview them, and the link is bound to no browser. */
export function OperatorLinkForm({ token, pending }: { token: string; pending: string }) {
  const t = useMessages();
  const [state, action] = useFormAction(openOperatorLink);
  return (
    <form action={action} className="stack">
      <FormNotice state={state} />
      <input type="hidden" name="token" value={token} />
      <Button variant="primary" pending={pending}>
        {t('linkForm.continue')}
      </Button>
    </form>
  );
}

'use client';

import { useActionState } from 'react';
import { FormNotice } from '@/components/form-notice';
import { Button } from '@/components/ui/button';
import { untouched } from '@/lib/form-state';
import { itWasNotMe } from './actions';

/** Never sends itself: scanners open every link of a mail, some with JavaScript. */
export function NotMeForm({ token }: { token: string }) {
  const [state, action] = useActionState(itWasNotMe, untouched);
  return (
    <form action={action} className="stack">
      <FormNotice state={state} />
      <input type="hidden" name="token" value={token} />
      <Button variant="danger" pending="One moment…">
        It wasn't me
      </Button>
    </form>
  );
}

'use client';

import { FormNotice } from '@/components/form-notice';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { itWasNotMe } from './actions';

/** Never sends itself: scanners open every link of a mail, some with JavaScript. */
export function NotMeForm({ token }: { token: string }) {
  const t = useMessages();
  const [state, action] = useFormAction(itWasNotMe);
  return (
    <form action={action} className="stack">
      <FormNotice state={state} />
      <input type="hidden" name="token" value={token} />
      <Button variant="danger" pending={t('notMeForm.undoing')}>
        {t('notMeForm.wasNotMe')}
      </Button>
    </form>
  );
}

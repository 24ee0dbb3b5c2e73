'use client';

import { FormNotice } from '@/components/form-notice';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { cancelRecovery } from './actions';

/** Ends the delayed way back that is under way. */
export function CancelRecovery() {
  const [state, action] = useFormAction(cancelRecovery);
  const t = useMessages();
  return (
    <form action={action} className="stack">
      <FormNotice state={state} />
      <div className="row">
        <Button variant="danger" pending={t('cancelRecovery.cancelling')}>
          {t('cancelRecovery.cancel')}
        </Button>
      </div>
    </form>
  );
}

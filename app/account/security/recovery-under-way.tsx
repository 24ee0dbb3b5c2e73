'use client';

import { FormNotice } from '@/components/form-notice';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { Moment } from '../moment';
import { cancelRecovery } from './actions';

/** Somebody, perhaps the owner, waits for the delayed way back. */
export function RecoveryUnderWay({ from, until }: { from: Date; until: Date }) {
  const [state, action] = useFormAction(cancelRecovery);
  return (
    <section aria-labelledby="recovery" className="panel stack p-5 sm:p-6">
      <h2 id="recovery" className="text-lg font-semibold">
        A recovery is under way
      </h2>
      <p>
        Somebody, hopefully you, asked to recover this account by waiting. From <Moment at={from} /> until{' '}
        <Moment at={until} />, a link in a mail signs in to it, even where sign-in by email is off.
      </p>
      <form action={action} className="stack">
        <FormNotice state={state} />
        <div className="row">
          <Button variant="danger" pending="Cancelling…">
            Cancel it
          </Button>
        </div>
      </form>
    </section>
  );
}

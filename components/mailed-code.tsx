'use client';

import { useEffect, useState } from 'react';
import type { LeavingAction } from '@/lib/form-state';
import { FormNotice } from './form-notice';
import { Button } from './ui/button';
import { Field } from './ui/field';
import { LiveRegion } from './ui/notice';
import { useFormAction } from './use-form-action';

/** Says that a mail did not go out. */
export function MailFailure({ failed }: { failed: boolean }) {
  return (
    <LiveRegion tone="error">
      {failed && 'The mail could not be sent just now. Please send it again.'}
    </LiveRegion>
  );
}

/** Takes the code of a mail. `request` is the one that this tab waits on. */
export function CodeForm({ action: enter, request }: MailedCodeProps) {
  const [state, action] = useFormAction(enter);
  return (
    <form action={action} noValidate className="stack">
      <input type="hidden" name="request" value={request} />
      <Field
        label="Code"
        name="code"
        autoComplete="one-time-code"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder="XXXX-XXXX"
        required
        defaultValue={state.values.code}
        error={state.refusal?.message}
      />
      <Button variant="primary" pending="Checking…">
        Continue
      </Button>
    </form>
  );
}

/** Sends another mail, once so many seconds have passed. */
export function SendAgainForm({ action: send, request, seconds }: MailedCodeProps & { seconds: number }) {
  const [state, action] = useFormAction(send);
  const left = useCountdown(seconds);
  return (
    <form action={action} className="stack gap-2">
      <input type="hidden" name="request" value={request} />
      <FormNotice state={state} />
      <Button variant="quiet" disabled={left !== null && left > 0} pending="Sending…">
        Send again
      </Button>
      {left !== null && left > 0 && <p className="text-center text-sm text-muted">in {left} s</p>}
    </form>
  );
}

/** Counts down to zero by the clock, so that a tab that slept is right when it wakes. Null where no script counts. */
function useCountdown(seconds: number): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const end = Date.now() + seconds * 1000;
    const tick = () => setLeft(Math.max(0, Math.ceil((end - Date.now()) / 1000)));
    tick();
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [seconds]);
  return left;
}

type MailedCodeProps = {
  action: LeavingAction;
  request: string;
};

'use client';

import { useActionState, useEffect, useState } from 'react';
import { FormNotice } from '@/components/form-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { LiveRegion } from '@/components/ui/notice';
import { untouched } from '@/lib/form-state';
import { enterCode, sendAgain } from './actions';
import type { WaitingStatus } from './status/route';

const MAIL_FAILED = 'The mail could not be sent just now. Please send it again.';

/** Takes the code, sends again after a while, and moves on by itself when the link was opened in another tab. */
export function WaitingTab({ request, next, againIn, mailFailed }: WaitingTabProps) {
  const status = useStatus();
  useEffect(() => {
    if (status?.signedIn) window.location.assign(next);
  }, [status?.signedIn, next]);
  const failed = mailFailed || status?.mailFailed === true;

  return (
    <>
      <LiveRegion tone="error">{failed && MAIL_FAILED}</LiveRegion>
      <CodeForm request={request} />
      <SendAgainForm key={againIn} request={request} seconds={failed ? 0 : againIn} />
    </>
  );
}

function CodeForm({ request }: { request: string }) {
  const [state, action] = useActionState(enterCode, untouched);
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

function SendAgainForm({ request, seconds }: { request: string; seconds: number }) {
  const [state, action] = useActionState(sendAgain, untouched);
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

/** Asks every 2 seconds, for ten minutes, whether this browser is signed in; at first also what became of the mail. */
function useStatus(): WaitingStatus | null {
  const [status, setStatus] = useState<WaitingStatus | null>(null);
  useEffect(() => {
    let asked = 0;
    const timer = setInterval(async () => {
      asked += 1;
      if (asked > 300) return clearInterval(timer);
      const answer = await fetch(`/sign-in/check-email/status${asked <= 8 ? '?mail' : ''}`).catch(() => null);
      if (!answer?.ok) return;
      const { signedIn, mailFailed } = (await answer.json()) as WaitingStatus;
      setStatus((before) => ({ signedIn, mailFailed: mailFailed || before?.mailFailed === true }));
    }, 2000);
    return () => clearInterval(timer);
  }, []);
  return status;
}

type WaitingTabProps = {
  /** Which request this tab waits on. */
  request: string;
  /** Where to go once signed in. */
  next: string;
  /** Seconds until another mail may be asked for. */
  againIn: number;
  mailFailed: boolean;
};

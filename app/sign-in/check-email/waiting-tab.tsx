'use client';

import { useEffect, useState } from 'react';
import { CodeForm, MailFailure, SendAgainForm } from '@/components/mailed-code';
import { enterCode, sendAgain } from './actions';
import type { WaitingStatus } from './status/route';

/** Takes the code, sends again after a while, and moves on by itself when the link was opened in another tab. */
export function WaitingTab({ request, next, againIn, mailFailed }: WaitingTabProps) {
  const status = useStatus();
  useEffect(() => {
    if (status?.signedIn) window.location.assign(next);
  }, [status?.signedIn, next]);
  const failed = mailFailed || status?.mailFailed === true;

  return (
    <>
      <MailFailure failed={failed} />
      <CodeForm action={enterCode} request={request} />
      <SendAgainForm key={againIn} action={sendAgain} request={request} seconds={failed ? 0 : againIn} />
    </>
  );
}

/** Asks every 2 seconds, for ten minutes, whether this browser is signed in; at first also what became of the mail. */
function useStatus(): WaitingStatus | null {
  const [status, setStatus] = useState<WaitingStatus | null>(null);
  useEffect(() => {
    let asked = 0;
    const timer = setInterval(async () => {
      asked += 1;
      if (asked > 300) return clearInterval(timer);
      const answer = await fetch(`/sign-in/check-email/status${asked <= 10 ? '?mail' : ''}`).catch(
        () => null,
      );
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

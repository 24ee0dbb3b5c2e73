'use client';

import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { useFilledMessages } from '@/components/filled-messages';
import { CodeForm, MailFailure, SendAgainForm } from '@/components/mailed-code';
import { useMessages } from '@/components/messages';
import { LiveRegion } from '@/components/ui/notice';
import { useCountdown } from '@/components/use-countdown';
import { policy } from '@/lib/policy';
import { enterCode, sendAgain } from './actions';
import type { WaitingStatus } from './status/route';

/**
 * Takes the code, sends again after a while, and moves on by itself when the link was opened in another tab. Once the mail is
 * too old it says so, and a new one is all that is left. The children say what to do with the mail.
 */
export function WaitingTab({ request, next, againIn, goodFor, mailFailed, children }: WaitingTabProps) {
  const t = useMessages();
  const online = useOnline();
  const expired = useCountdown(goodFor) === 0 || goodFor === 0;
  const status = useStatus(online && !expired);
  const signedIn = status?.signedIn === true;
  const failed = !signedIn && (mailFailed || status?.mailFailed === true);
  useEffect(() => {
    if (signedIn) window.location.assign(next);
  }, [signedIn, next]);

  return (
    <>
      <LiveRegion tone="success">{signedIn && t('waitingTab.signedIn')}</LiveRegion>
      <MailFailure failed={failed} />
      <LiveRegion>{!online && t('waitingTab.offline')}</LiveRegion>
      <LiveRegion>{expired && !signedIn && <Expired />}</LiveRegion>
      {!expired && !signedIn && (
        <>
          {children}
          <CodeForm action={enterCode} request={request} focused />
        </>
      )}
      {!signedIn && (
        <SendAgainForm
          action={sendAgain}
          request={request}
          seconds={failed || expired ? 0 : againIn}
          urgent={expired}
        />
      )}
    </>
  );
}

function Expired() {
  const t = useFilledMessages();
  return (
    <>
      <p className="font-semibold">{t('waitingTab.expired')}</p>
      <p>{t('waitingTab.expiredText', { minutes: policy.link.lifetime / 60 })}</p>
    </>
  );
}

/** Asks every 2 seconds while `asking`, whether this browser is signed in; at first also what became of the mail. */
function useStatus(asking: boolean): WaitingStatus | null {
  const [status, setStatus] = useState<WaitingStatus | null>(null);
  useEffect(() => {
    if (!asking) return;
    let asked = 0;
    const timer = setInterval(async () => {
      asked += 1;
      const answer = await fetch(`/sign-in/check-email/status${asked <= 10 ? '?mail' : ''}`).catch(
        () => null,
      );
      if (!answer?.ok) return;
      const { signedIn, mailFailed } = (await answer.json()) as WaitingStatus;
      setStatus((before) => ({ signedIn, mailFailed: mailFailed || before?.mailFailed === true }));
    }, 2000);
    return () => clearInterval(timer);
  }, [asking]);
  return status;
}

function useOnline(): boolean {
  return useSyncExternalStore(
    watchConnection,
    () => navigator.onLine,
    () => true,
  );
}

function watchConnection(changed: () => void): () => void {
  addEventListener('online', changed);
  addEventListener('offline', changed);
  return () => {
    removeEventListener('online', changed);
    removeEventListener('offline', changed);
  };
}

type WaitingTabProps = {
  /** Which request this tab waits on. */
  request: string;
  /** Where to go once signed in. */
  next: string;
  /** Seconds until another mail may be asked for. */
  againIn: number;
  /** Seconds until the newest mail is too old. */
  goodFor: number;
  mailFailed: boolean;
  children: ReactNode;
};

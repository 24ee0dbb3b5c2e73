'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import { Address } from '@/components/address';
import { useFilledMessages } from '@/components/filled-messages';
import { FormNotice } from '@/components/form-notice';
import { CodeForm, MailFailure, SendAgainForm } from '@/components/mailed-code';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { cancel, enterCode, sendAgain } from './actions';

/** Waits for the new address to prove itself: takes the code, sends again after a while, or gives up. */
export function EmailWaiting({ request, email, newEmail, askedAt, againIn, mailFailed }: EmailWaitingProps) {
  const t = useFilledMessages();
  const sent = useRef<HTMLParagraphElement>(null);
  useFreshPage();
  // The form that asked for it is gone, and the focus with it.
  useEffect(() => {
    if (document.activeElement === document.body) sent.current?.focus();
  }, []);
  return (
    <>
      <p ref={sent} tabIndex={-1} className="outline-none">
        {t.rich('profileForms.mailSent', {
          newEmail: () => <Strong>{newEmail}</Strong>,
          email: () => <Strong>{email}</Strong>,
        })}
      </p>
      <MailFailure failed={mailFailed} />
      <CodeForm action={enterCode} request={request} />
      <div className="stack gap-2">
        <SendAgainForm key={askedAt} action={sendAgain} request={request} seconds={againIn} />
        <CancelForm request={request} />
      </div>
      <p className="text-sm text-muted">{t('profileForms.nothingThere')}</p>
    </>
  );
}

function Strong({ children }: { children: string }) {
  return (
    <strong>
      <Address>{children}</Address>
    </strong>
  );
}

function CancelForm({ request }: { request: string }) {
  const t = useMessages();
  const [state, action] = useFormAction(cancel);
  return (
    <form action={action} className="stack gap-2">
      <input type="hidden" name="request" value={request} />
      <FormNotice state={state} />
      <Button variant="quiet" pending={t('profileForms.cancelling')}>
        {t('profileForms.cancel')}
      </Button>
    </form>
  );
}

/**
 * Has the page look again when somebody comes back to this tab, for the link may have been opened in another, and a few
 * times at first, for what became of the mail.
 */
function useFreshPage() {
  const { refresh } = useRouter();
  useEffect(() => {
    let looks = 0;
    const timer = setInterval(() => {
      looks += 1;
      if (looks === 5) clearInterval(timer);
      refresh();
    }, 4000);
    const look = () => document.visibilityState === 'visible' && refresh();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [refresh]);
}

type EmailWaitingProps = {
  /** Which request this tab waits on. */
  request: string;
  /** The address until now, and the one to be. */
  email: string;
  newEmail: string;
  /** Milliseconds since 1970. */
  askedAt: number;
  /** Seconds until another mail may be asked for. */
  againIn: number;
  mailFailed: boolean;
};

'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { FormNotice } from '@/components/form-notice';
import { CodeForm, MailFailure, SendAgainForm } from '@/components/mailed-code';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { cancel, enterCode, sendAgain } from './actions';

/** Waits for the new address to prove itself: takes the code, sends again after a while, or gives up. */
export function EmailWaiting({ request, email, newEmail, askedAt, againIn, mailFailed }: EmailWaitingProps) {
  useFreshPage();
  return (
    <>
      <p>
        We sent a mail to <strong>{newEmail}</strong>. Open its link in this browser, or type its code here.
        Until then your address stays <strong>{email}</strong>.
      </p>
      <MailFailure failed={mailFailed} />
      <CodeForm action={enterCode} request={request} />
      <div className="grid grid-cols-2 items-start gap-3">
        <SendAgainForm key={askedAt} action={sendAgain} request={request} seconds={againIn} />
        <CancelForm request={request} />
      </div>
      <p className="text-sm text-muted">
        Nothing there after a minute? Look into the spam folder, and check the address above. At most five
        mails an hour go to one mailbox.
      </p>
    </>
  );
}

function CancelForm({ request }: { request: string }) {
  const [state, action] = useFormAction(cancel);
  return (
    <form action={action} className="stack gap-2">
      <input type="hidden" name="request" value={request} />
      <FormNotice state={state} />
      <Button variant="quiet">Cancel</Button>
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

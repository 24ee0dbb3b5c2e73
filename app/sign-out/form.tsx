'use client';

import { useEffect } from 'react';
import { FormNotice } from '@/components/form-notice';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { leave } from './actions';

/** On every page for people who are signed in. A form, since a link could be followed by a prefetch. */
export function SignOutForm() {
  const t = useMessages();
  const [state, action] = useFormAction(leave);
  useEffect(askAgainWhenRestored, []);
  return (
    <form action={action} className="grid shrink-0 justify-items-end gap-2">
      <Button variant="quiet">{t('signOut.signOut')}</Button>
      <FormNotice state={state} />
    </form>
  );
}

/**
 * Browsers may keep a page that was left, and show it again as it was, whatever it was served with: it is hidden when left,
 * and asked for anew, for by then its person may have signed out.
 */
function askAgainWhenRestored() {
  const hide = ({ persisted }: PageTransitionEvent) => {
    document.body.hidden = persisted;
  };
  const askAgain = ({ persisted }: PageTransitionEvent) => {
    if (persisted) location.reload();
  };
  addEventListener('pagehide', hide);
  addEventListener('pageshow', askAgain);
  return () => {
    removeEventListener('pagehide', hide);
    removeEventListener('pageshow', askAgain);
  };
}

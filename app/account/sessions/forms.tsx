'use client';

import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { GuardedForm } from '../step-up/guarded-form';
import { endOne, endOthers } from './actions';

/** Ends one session. `describedBy` is the element that says which: every such button has the same name. */
export function EndOne({ session, describedBy }: { session: string; describedBy: string }) {
  const t = useMessages();
  return (
    <GuardedForm action={endOne}>
      {() => (
        <>
          <input type="hidden" name="session" value={session} />
          <Button aria-describedby={describedBy} pending={t('sessionForms.signingOut')}>
            {t('sessionForms.signOut')}
          </Button>
        </>
      )}
    </GuardedForm>
  );
}

export function EndOthers() {
  const t = useMessages();
  return (
    <GuardedForm action={endOthers}>
      {() => (
        <div className="row">
          <Button pending={t('sessionForms.signingOut')}>{t('sessionForms.signOutElsewhere')}</Button>
        </div>
      )}
    </GuardedForm>
  );
}

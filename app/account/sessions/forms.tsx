'use client';

import { Button } from '@/components/ui/button';
import { GuardedForm } from '../step-up/guarded-form';
import { endOne, endOthers } from './actions';

/** Ends one session. `describedBy` is the element that says which: every such button has the same name. */
export function EndOne({ session, describedBy }: { session: string; describedBy: string }) {
  return (
    <GuardedForm action={endOne}>
      {() => (
        <>
          <input type="hidden" name="session" value={session} />
          <Button aria-describedby={describedBy} pending="Signing out…">
            Sign out
          </Button>
        </>
      )}
    </GuardedForm>
  );
}

export function EndOthers() {
  return (
    <GuardedForm action={endOthers}>
      {() => (
        <div className="row">
          <Button pending="Signing out…">Sign out everywhere else</Button>
        </div>
      )}
    </GuardedForm>
  );
}

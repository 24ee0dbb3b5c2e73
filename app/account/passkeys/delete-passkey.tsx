'use client';

import Link from 'next/link';
import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButton } from '@/components/ui/dialog';
import { untouched } from '@/lib/form-state';
import { messages } from '@/lib/messages';
import { GuardedForm } from '../step-up/guarded-form';
import { deletePasskey } from './actions';

/** Says what follows before it is done. `describedBy` is the element that says which passkey. */
export function DeletePasskey({ id, name, describedBy, removalHint, sessions, last }: DeletePasskeyProps) {
  const dialog = useId();
  return (
    <GuardedForm action={deletePasskey}>
      {(state) => (
        <>
          <DialogButton dialog={dialog} variant="quiet" aria-describedby={describedBy}>
            Delete
          </DialogButton>
          <Dialog id={dialog} title={`Delete “${name}”?`} open={state.stepUp !== null} token={state}>
            <input type="hidden" name="id" value={id} />
            {last === 'needed' ? (
              <p>
                {messages.passkey_needed}{' '}
                <Link href="/account/security" prefetch={false} className="link">
                  Go to security
                </Link>
              </p>
            ) : (
              <>
                <p>
                  It can no longer sign in to your account.
                  {last === 'replaceable' && ' It is your last passkey: from then on, you sign in by email.'}
                </p>
                <p className="text-muted">{removalHint}</p>
                {sessions > 0 && (
                  <label className="flex min-h-11 cursor-pointer items-center gap-3">
                    <input
                      type="checkbox"
                      name="endSessions"
                      value="yes"
                      defaultChecked={state === untouched || state.values.endSessions === 'yes'}
                      className="size-5 shrink-0 cursor-pointer"
                    />
                    <span className="min-w-0">
                      {sessions === 1
                        ? 'Also sign out the session it opened'
                        : `Also sign out the ${sessions} sessions it opened`}
                    </span>
                  </label>
                )}
              </>
            )}
            <div className="row">
              {last !== 'needed' && (
                <Button variant="danger" pending="Deleting…">
                  Delete passkey
                </Button>
              )}
              <DialogButton dialog={dialog} action="close" variant="quiet">
                Cancel
              </DialogButton>
            </div>
          </Dialog>
        </>
      )}
    </GuardedForm>
  );
}

type DeletePasskeyProps = {
  id: string;
  name: string;
  describedBy: string;
  removalHint: string;
  /** How many other sessions it has opened. */
  sessions: number;
  /** Whether it is the last one, and then whether email signs in in its place; null where there are others. */
  last: 'replaceable' | 'needed' | null;
};

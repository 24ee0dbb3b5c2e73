'use client';

import { useId } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButton } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { GuardedForm } from '../step-up/guarded-form';
import { deleteMyAccount } from './actions';

/** Says what follows, and has the username typed: nobody deletes an account by a slip. */
export function DeleteAccount({ username }: { username: string }) {
  const id = useId();
  return (
    <GuardedForm action={deleteMyAccount}>
      {(state) => {
        const problem = state.refusal?.fields.confirmation;
        return (
          <>
            <div className="row">
              <DialogButton dialog={id} variant="danger">
                Delete account
              </DialogButton>
            </div>
            <Dialog
              id={id}
              title="Delete your account?"
              open={problem !== undefined || state.stepUp !== null}
              token={state}
            >
              <ul className="list-disc space-y-1 ps-5">
                <li>Your profile, passkeys, sessions, recovery codes and activity are deleted at once.</li>
                <li>Every browser is signed out, and mails on their way stop working.</li>
                <li>Your username becomes free for anyone.</li>
                <li>Nobody can bring the account back.</li>
              </ul>
              <Field
                label={
                  <>
                    Type <span className="font-mono">{username}</span> to confirm
                  </>
                }
                name="confirmation"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                required
                defaultValue={state.values.confirmation}
                error={problem}
              />
              <div className="row">
                <Button variant="danger" pending="Deleting…">
                  Delete my account
                </Button>
                <DialogButton dialog={id} action="close" variant="quiet">
                  Cancel
                </DialogButton>
              </div>
            </Dialog>
          </>
        );
      }}
    </GuardedForm>
  );
}

'use client';

import { useId } from 'react';
import { useFilledMessages } from '@/components/filled-messages';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButton } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { GuardedForm } from '../step-up/guarded-form';
import { deleteMyAccount } from './actions';

/** Says what follows, and has the username typed: nobody deletes an account by a slip. */
export function DeleteAccount({ username }: { username: string }) {
  const t = useFilledMessages();
  const id = useId();
  return (
    <GuardedForm action={deleteMyAccount}>
      {(state) => {
        const problem = state.refusal?.fields.confirmation;
        return (
          <>
            <div className="row">
              <DialogButton dialog={id} variant="danger">
                {t('deleteAccount.open')}
              </DialogButton>
            </div>
            <Dialog
              id={id}
              title={t('deleteAccount.heading')}
              open={problem !== undefined || state.stepUp !== null}
              token={state}
            >
              <ul className="list-disc space-y-1 ps-5">
                <li>{t('deleteAccount.allIsDeleted')}</li>
                <li>{t('deleteAccount.allSignedOut')}</li>
                <li>{t('deleteAccount.usernameFree')}</li>
                <li>{t('deleteAccount.noWayBack')}</li>
              </ul>
              <Field
                label={t.rich('deleteAccount.typeToConfirm', {
                  username: () => (
                    <bdi dir="ltr" className="font-mono">
                      {username}
                    </bdi>
                  ),
                })}
                name="confirmation"
                dir="ltr"
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                required
                defaultValue={state.values.confirmation}
                error={problem}
              />
              <div className="row">
                <Button variant="danger" pending={t('deleteAccount.deleting')}>
                  {t('deleteAccount.confirm')}
                </Button>
                <DialogButton dialog={id} action="close" variant="quiet">
                  {t('deleteAccount.cancel')}
                </DialogButton>
              </div>
            </Dialog>
          </>
        );
      }}
    </GuardedForm>
  );
}

'use client';

import { useId } from 'react';
import { useFilledMessages } from '@/components/filled-messages';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButton } from '@/components/ui/dialog';
import { PageLink } from '@/components/ui/page-link';
import { untouched } from '@/lib/form-state';
import { GuardedForm } from '../step-up/guarded-form';
import { deletePasskey } from './actions';

/** Says what follows before it is done. `describedBy` is the element that says which passkey. */
export function DeletePasskey({ id, name, describedBy, removalHint, sessions, last }: DeletePasskeyProps) {
  const t = useFilledMessages();
  const dialog = useId();
  return (
    <GuardedForm action={deletePasskey}>
      {(state) => (
        <>
          <DialogButton dialog={dialog} variant="quiet" aria-describedby={describedBy}>
            {t('passkeyForms.delete')}
          </DialogButton>
          <Dialog
            id={dialog}
            title={t('passkeyForms.deleteHeading', { passkey: name })}
            open={state.stepUp !== null}
            token={state}
          >
            <input type="hidden" name="id" value={id} />
            {last === 'needed' ? (
              <p>
                {t('passkeyForms.needed')}{' '}
                <PageLink href="/account/security" className="link">
                  {t('passkeyForms.goToSecurity')}
                </PageLink>
              </p>
            ) : (
              <>
                <p>{t(last === 'replaceable' ? 'passkeyForms.deleteLastText' : 'passkeyForms.deleteText')}</p>
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
                    <span className="min-w-0">{t('passkeyForms.endSessions', { count: sessions })}</span>
                  </label>
                )}
              </>
            )}
            <div className="row">
              {last !== 'needed' && (
                <Button variant="danger" pending={t('passkeyForms.deleting')}>
                  {t('passkeyForms.deletePasskey')}
                </Button>
              )}
              <DialogButton dialog={dialog} action="close" variant="quiet" data-focus>
                {t('passkeyForms.cancel')}
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

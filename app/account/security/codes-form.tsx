'use client';

import { type ReactNode, useId } from 'react';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButton } from '@/components/ui/dialog';
import { LiveRegion } from '@/components/ui/notice';
import { GuardedForm } from '../step-up/guarded-form';
import { createCodes } from './actions';
import { CodeSheet } from './code-sheet';

/** Creates a set of codes and shows it. It asks before one takes the place of another. */
export function CodesForm({ replaces, title, left }: CodesFormProps) {
  const t = useMessages();
  const dialog = useId();
  return (
    <GuardedForm action={createCodes}>
      {(state) => {
        const codes = state.done?.value;
        return (
          <>
            <LiveRegion tone="success" key={codes?.[0]}>
              {codes && t('securityForms.saveNow')}
            </LiveRegion>
            {codes && <CodeSheet key={`sheet of ${codes[0]}`} codes={codes} title={title} />}
            <p className="text-muted">{left}</p>
            <div className="row">
              {replaces ? (
                <DialogButton dialog={dialog}>{t('securityForms.createCodes')}</DialogButton>
              ) : (
                <Button pending={t('securityForms.creating')}>{t('securityForms.createCodes')}</Button>
              )}
            </div>
            {replaces && (
              <Dialog
                id={dialog}
                title={t('securityForms.replaceHeading')}
                open={state.stepUp !== null}
                token={state}
              >
                <p>{t('securityForms.replaceText')}</p>
                <div className="row">
                  <Button variant="danger" pending={t('securityForms.creating')}>
                    {t('securityForms.replace')}
                  </Button>
                  <DialogButton dialog={dialog} action="close" variant="quiet" data-focus>
                    {t('securityForms.keep')}
                  </DialogButton>
                </div>
              </Dialog>
            )}
          </>
        );
      }}
    </GuardedForm>
  );
}

type CodesFormProps = {
  /** Whether there is a set already. */
  replaces: boolean;
  /** What stands above the codes on paper. */
  title: string;
  /** How many are left. */
  left: ReactNode;
};

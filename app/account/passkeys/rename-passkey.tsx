'use client';

import { useId, useState } from 'react';
import { FormNotice } from '@/components/form-notice';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButton } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { useFormAction } from '@/components/use-form-action';
import { type FormState, untouched } from '@/lib/form-state';
import { rename } from './actions';

/** `describedBy` is the element that says which passkey: every such button has the same name. */
export function RenamePasskey({ id, name, describedBy }: RenamePasskeyProps) {
  const [state, action] = useFormAction(rename);
  const [closed, setClosed] = useState<Closed>({ times: 0, state: null });
  const t = useMessages();
  const dialog = useId();
  // Closed and opened again, it begins with the name as it is.
  const { refusal, values }: FormState = closed.state === state ? untouched : state;
  return (
    <form action={action} noValidate className="stack gap-1">
      <DialogButton dialog={dialog} aria-describedby={describedBy}>
        {t('passkeyForms.rename')}
      </DialogButton>
      <p role="status" className="text-center text-sm font-medium text-success-text empty:absolute">
        {state.done && t('passkeyForms.renamed')}
      </p>
      <Dialog
        id={dialog}
        title={t('passkeyForms.renameHeading')}
        open={refusal !== null}
        token={state}
        onClose={() => setClosed(({ times }) => ({ times: times + 1, state }))}
      >
        {!refusal?.fields.name && <FormNotice state={{ refusal }} />}
        <input type="hidden" name="id" value={id} />
        <Field
          key={closed.times}
          label={t('passkeyForms.name')}
          name="name"
          autoComplete="off"
          dir="auto"
          required
          defaultValue={values.name ?? name}
          error={refusal?.fields.name}
        />
        <div className="row">
          <Button variant="primary" pending={t('passkeyForms.saving')}>
            {t('passkeyForms.save')}
          </Button>
          <DialogButton dialog={dialog} action="close" variant="quiet">
            {t('passkeyForms.cancel')}
          </DialogButton>
        </div>
      </Dialog>
    </form>
  );
}

type Closed = { times: number; state: FormState | null };
type RenamePasskeyProps = { id: string; name: string; describedBy: string };

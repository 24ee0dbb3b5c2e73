'use client';

import { useId } from 'react';
import { FormNotice } from '@/components/form-notice';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButton } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { useFormAction } from '@/components/use-form-action';
import { rename } from './actions';

/** `describedBy` is the element that says which passkey: every such button has the same name. */
export function RenamePasskey({ id, name, describedBy }: RenamePasskeyProps) {
  const [state, action] = useFormAction(rename);
  const dialog = useId();
  const problem = state.refusal?.fields.name;
  return (
    <form action={action} noValidate className="stack">
      {!problem && <FormNotice state={state} />}
      <DialogButton dialog={dialog} aria-describedby={describedBy}>
        Rename
      </DialogButton>
      <Dialog id={dialog} title="Rename this passkey" open={problem !== undefined} token={state}>
        <input type="hidden" name="id" value={id} />
        <Field
          label="Name"
          name="name"
          autoComplete="off"
          required
          defaultValue={state.values.name ?? name}
          error={problem}
        />
        <div className="row">
          <Button variant="primary" pending="Saving…">
            Save
          </Button>
          <DialogButton dialog={dialog} action="close" variant="quiet">
            Cancel
          </DialogButton>
        </div>
      </Dialog>
    </form>
  );
}

type RenamePasskeyProps = { id: string; name: string; describedBy: string };

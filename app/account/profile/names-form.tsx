'use client';

import { FormNotice } from '@/components/form-notice';
import { NamesFields } from '@/components/names-fields';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { save } from './actions';

export function NamesForm({ name, username }: { name: string; username: string }) {
  const [state, action] = useFormAction(save);
  return (
    <form action={action} noValidate className="stack gap-5">
      <FormNotice state={state} />
      <NamesFields state={state} name={name} username={username} />
      <div className="row">
        <Button variant="primary" pending="Saving…">
          Save
        </Button>
      </div>
    </form>
  );
}

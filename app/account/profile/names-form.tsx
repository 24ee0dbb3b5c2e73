'use client';

import { useActionState } from 'react';
import { FormNotice } from '@/components/form-notice';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { untouched } from '@/lib/form-state';
import { save } from './actions';

export function NamesForm({ name, username }: { name: string; username: string }) {
  const [state, action] = useActionState(save, untouched);
  const { refusal, values } = state;
  return (
    <form action={action} noValidate className="stack gap-5">
      <FormNotice state={state} />
      <Field
        label="Name"
        name="name"
        autoComplete="name"
        required
        defaultValue={values.name ?? name}
        error={refusal?.fields.name}
      />
      <Field
        label="Username"
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        hint="3 to 32 letters, digits, - or _. Everyone can see it."
        defaultValue={values.username ?? username}
        error={refusal?.fields.username}
      />
      <div className="row">
        <Button variant="primary" pending="Saving…">
          Save
        </Button>
      </div>
    </form>
  );
}

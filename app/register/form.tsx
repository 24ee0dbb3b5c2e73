'use client';

import { FormNotice } from '@/components/form-notice';
import { NamesFields } from '@/components/names-fields';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { useFormAction } from '@/components/use-form-action';
import { register } from './actions';

export function RegisterForm() {
  const [state, action] = useFormAction(register);
  const { refusal, values } = state;
  return (
    <form action={action} noValidate className="stack gap-5">
      <FormNotice state={state} />
      <NamesFields state={state} />
      <Field
        label="Email"
        name="email"
        type="email"
        autoComplete="email"
        required
        hint="We send a link there to make sure it is yours."
        defaultValue={values.email}
        error={refusal?.fields.email}
      />
      <Button variant="primary" pending="Sending you a mail…">
        Create account
      </Button>
    </form>
  );
}

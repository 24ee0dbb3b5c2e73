'use client';

import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { GuardedForm } from '../step-up/guarded-form';
import { changeEmail } from './actions';

export function EmailForm({ email }: { email: string }) {
  return (
    <GuardedForm action={changeEmail}>
      {({ refusal, values }) => (
        <>
          <Field
            label="Email"
            name="email"
            type="email"
            autoComplete="email"
            required
            hint="We send a link to the new address, to make sure it is yours, and tell the one you have now."
            defaultValue={values.email ?? email}
            error={refusal?.fields.email}
          />
          <div className="row">
            <Button pending="Sending a mail…">Change email</Button>
          </div>
        </>
      )}
    </GuardedForm>
  );
}

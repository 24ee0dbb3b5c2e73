'use client';

import { FormNotice } from '@/components/form-notice';
import { Button } from '@/components/ui/button';
import { Divider } from '@/components/ui/divider';
import { Field } from '@/components/ui/field';
import { useFormAction } from '@/components/use-form-action';
import { emailMeALink, useAnotherAccount } from './actions';
import { PasskeySignIn } from './passkey-sign-in';

/** Both ways in, the passkey first. A browser that knows its person has the username filled in. */
export function SignInForm({ remembered, to }: { remembered: string | null; to: string | null }) {
  return (
    <>
      <PasskeySignIn to={to} />
      <Divider>or</Divider>
      <EmailSignIn remembered={remembered} to={to} />
      {remembered !== null && <ForgetForm to={to} />}
    </>
  );
}

function EmailSignIn({ remembered, to }: { remembered: string | null; to: string | null }) {
  const [state, action] = useFormAction(emailMeALink);
  const { refusal, values } = state;
  const error = refusal?.fields.identifier;
  return (
    <form action={action} noValidate className="stack gap-5">
      {!error && <FormNotice state={state} />}
      {to && <input type="hidden" name="to" value={to} />}
      <Field
        label="Email or username"
        name="identifier"
        // `webauthn` has to come last: it lets the browser offer passkeys in this field.
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={values.identifier ?? remembered ?? undefined}
        error={error}
      />
      <Button pending="Sending…">Email me a link</Button>
    </form>
  );
}

function ForgetForm({ to }: { to: string | null }) {
  const [, action] = useFormAction(useAnotherAccount);
  return (
    <form action={action} className="grid">
      {to && <input type="hidden" name="to" value={to} />}
      <Button variant="quiet">Use another account</Button>
    </form>
  );
}

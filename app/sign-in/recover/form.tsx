'use client';

import { FormNotice } from '@/components/form-notice';
import { Button } from '@/components/ui/button';
import { Divider } from '@/components/ui/divider';
import { Field } from '@/components/ui/field';
import { LiveRegion } from '@/components/ui/notice';
import { useFormAction } from '@/components/use-form-action';
import { policy } from '@/lib/policy';
import { recover } from './actions';

/** Both ways back in, in one form: by a recovery code, or by waiting. Enter presses the first button. */
export function RecoverForm({ remembered }: { remembered: string | null }) {
  const [state, action] = useFormAction(recover);
  const { refusal, values, done } = state;
  const error = refusal?.fields.identifier;
  return (
    <form action={action} noValidate className="stack gap-5">
      {!error && <FormNotice state={state} />}
      <LiveRegion tone="success">
        {done && (
          <p>
            <strong>If there is such an account, we have mailed it.</strong> The mail says from when you can
            sign in by email.
          </p>
        )}
      </LiveRegion>
      <Field
        label="Email or username"
        name="identifier"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={values.identifier ?? remembered ?? undefined}
        error={error}
      />
      <Field
        label="Recovery code"
        name="code"
        hint="One of the ten that you saved. Each works once."
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        placeholder="XXXX-XXXX-XXXX-XXXX"
        defaultValue={values.code}
        error={refusal?.fields.code}
      />
      <Button variant="primary" name="way" value="code" pending="One moment…">
        Continue
      </Button>
      <Divider>or</Divider>
      <div className="stack gap-3">
        <p className="text-sm text-muted">
          No code? After {policy.recovery.wait / 3600} hours you can sign in by email, even where that is
          switched off. A mail tells the account now, another when the time has come, and a sign-in with a
          passkey cancels it.
        </p>
        <Button name="way" value="delayed">
          Start delayed recovery
        </Button>
      </div>
    </form>
  );
}

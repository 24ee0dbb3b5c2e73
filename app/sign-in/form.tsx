'use client';

import type { FormEvent } from 'react';
import { FormNotice } from '@/components/form-notice';
import { keepIdentifier, keptIdentifier } from '@/components/kept-identifier';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { Divider } from '@/components/ui/divider';
import { Field } from '@/components/ui/field';
import { useFormAction } from '@/components/use-form-action';
import { emailMeALink, useAnotherAccount } from './actions';
import { PasskeySignIn } from './passkey-sign-in';

/** Both ways in, the passkey first. `identifier` is filled in: of the person that this browser knows, or typed before. */
export function SignInForm({ identifier, remembered, to }: SignInFormProps) {
  const t = useMessages();
  return (
    <>
      <PasskeySignIn to={to} />
      <Divider>{t('signInForm.or')}</Divider>
      {/* Another person's field is another field: what the last one typed is not theirs. */}
      <EmailSignIn key={identifier} identifier={identifier} to={to} />
      {remembered && <ForgetForm to={to} />}
    </>
  );
}

function EmailSignIn({ identifier, to }: Omit<SignInFormProps, 'remembered'>) {
  const t = useMessages();
  const [state, action] = useFormAction(emailMeALink);
  const { refusal, values } = state;
  const error = refusal?.fields.identifier;
  return (
    <form action={action} noValidate className="stack gap-5">
      <FormNotice state={{ refusal: error ? null : refusal }} />
      {to && <input type="hidden" name="to" value={to} />}
      <Field
        label={t('signInForm.identifier')}
        name="identifier"
        // `webauthn` has to come last: it lets the browser offer passkeys in this field.
        autoComplete="username webauthn"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={values.identifier ?? keptIdentifier() ?? identifier ?? undefined}
        onInput={keepTyped}
        error={error}
      />
      <Button pending={t('signInForm.sending')}>{t('signInForm.emailMe')}</Button>
    </form>
  );
}

function ForgetForm({ to }: { to: string | null }) {
  const t = useMessages();
  const [, action] = useFormAction(useAnotherAccount);
  return (
    <form action={action} onSubmit={() => keepIdentifier('')} className="grid">
      {to && <input type="hidden" name="to" value={to} />}
      <Button variant="quiet">{t('signInForm.useAnother')}</Button>
    </form>
  );
}

function keepTyped({ currentTarget }: FormEvent<HTMLInputElement>) {
  keepIdentifier(currentTarget.value);
}

type SignInFormProps = {
  identifier: string | null;
  /** Whether this browser knows its person, and may forget them. */
  remembered: boolean;
  to: string | null;
};

'use client';

import type { FormEvent } from 'react';
import { FormNotice } from '@/components/form-notice';
import { keepIdentifier, keptIdentifier } from '@/components/kept-identifier';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { useFormAction } from '@/components/use-form-action';
import { emailMeALink, useAnotherAccount } from './actions';

/** `identifier` is filled in: of the person that this browser knows, or typed before. */
export function EmailSignIn({ identifier, to }: EmailSignInProps) {
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

/** For whoever is not the person that this browser knows. */
export function ForgetForm({ to }: { to: string | null }) {
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

type EmailSignInProps = { identifier: string | null; to: string | null };

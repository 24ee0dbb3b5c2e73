'use client';

import { FormNotice } from '@/components/form-notice';
import { keepIdentifier, keptEmail } from '@/components/kept-identifier';
import { useMessages } from '@/components/messages';
import { NamesFields } from '@/components/names-fields';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { useFormAction } from '@/components/use-form-action';
import { register } from './actions';

/** `typed` is what was typed before, by whoever comes back to mend it. */
export function RegisterForm({ typed }: { typed: Typed | null }) {
  const t = useMessages();
  const [state, action] = useFormAction(register);
  const { refusal, values } = state;
  return (
    <form action={action} noValidate className="stack gap-5">
      <FormNotice state={state} />
      <NamesFields state={state} name={typed?.name} username={typed?.username} />
      <Field
        label={t('registerForm.email')}
        name="email"
        type="email"
        autoComplete="email"
        required
        hint={t('registerForm.emailHint')}
        defaultValue={values.email ?? typed?.email ?? keptEmail()}
        onInput={({ currentTarget }) => keepIdentifier(currentTarget.value)}
        error={refusal?.fields.email}
      />
      <Button variant="primary" pending={t('registerForm.sending')}>
        {t('registerForm.create')}
      </Button>
    </form>
  );
}

type Typed = { name: string; username: string; email: string };

'use client';

import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { GuardedForm } from '../step-up/guarded-form';
import { changeEmail } from './actions';

export function EmailForm({ email }: { email: string }) {
  const t = useMessages();
  return (
    <GuardedForm action={changeEmail}>
      {({ refusal, values }) => (
        <>
          <Field
            label={t('profileForms.email')}
            name="email"
            type="email"
            autoComplete="email"
            required
            hint={t('profileForms.emailHint')}
            defaultValue={values.email ?? email}
            error={refusal?.fields.email}
          />
          <div className="row">
            <Button pending={t('profileForms.sendingMail')}>{t('profileForms.changeEmail')}</Button>
          </div>
        </>
      )}
    </GuardedForm>
  );
}

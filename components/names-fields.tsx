'use client';

import type { FormState } from '@/lib/form-state';
import { useMessages } from './messages';
import { Field } from './ui/field';

/** Name and username, as typed, or else as they are. */
export function NamesFields({ state: { refusal, values }, name, username }: NamesFieldsProps) {
  const t = useMessages();
  return (
    <>
      <Field
        label={t('namesFields.name')}
        name="name"
        autoComplete="name"
        dir="auto"
        required
        defaultValue={values.name ?? name}
        error={refusal?.fields.name}
      />
      <Field
        label={t('namesFields.username')}
        name="username"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        hint={t('namesFields.usernameHint')}
        defaultValue={values.username ?? username}
        error={refusal?.fields.username}
      />
    </>
  );
}

type NamesFieldsProps = {
  state: Pick<FormState, 'refusal' | 'values'>;
  name?: string;
  username?: string;
};

import type { FormState } from '@/lib/form-state';
import { Field } from './ui/field';

/** Name and username, as typed, or else as they are. */
export function NamesFields({ state: { refusal, values }, name, username }: NamesFieldsProps) {
  return (
    <>
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
    </>
  );
}

type NamesFieldsProps = {
  state: Pick<FormState, 'refusal' | 'values'>;
  name?: string;
  username?: string;
};

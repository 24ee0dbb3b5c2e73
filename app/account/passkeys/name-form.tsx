'use client';

import { FormNotice } from '@/components/form-notice';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { useFormAction } from '@/components/use-form-action';
import { nameCreated } from './actions';

export function NameForm({ id, name, to }: NameFormProps) {
  const [state, action] = useFormAction(nameCreated);
  const t = useMessages();
  const problem = state.refusal?.fields.name;
  return (
    <form action={action} noValidate className="stack">
      {!problem && <FormNotice state={state} />}
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="to" value={to} />
      <Field
        label={t('passkeyNameForm.name')}
        name="name"
        autoComplete="off"
        dir="auto"
        required
        defaultValue={state.values.name ?? name}
        error={problem}
      />
      <div className="row">
        <Button variant="primary" pending={t('passkeyNameForm.saving')}>
          {t('passkeyNameForm.save')}
        </Button>
      </div>
    </form>
  );
}

type NameFormProps = { id: string; name: string; to: '/account' | '/account/passkeys' };

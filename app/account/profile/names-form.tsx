'use client';

import { FormNotice } from '@/components/form-notice';
import { useMessages } from '@/components/messages';
import { NamesFields } from '@/components/names-fields';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import { save } from './actions';

export function NamesForm({ name, username }: { name: string; username: string }) {
  const [state, action] = useFormAction(save);
  const t = useMessages();
  return (
    <form action={action} noValidate className="stack gap-5">
      <FormNotice state={state} />
      <NamesFields state={state} name={name} username={username} />
      <div className="row">
        <Button variant="primary" pending={t('profileForms.saving')}>
          {t('profileForms.save')}
        </Button>
      </div>
    </form>
  );
}

'use client';

import { useFilledMessages } from '@/components/filled-messages';
import { FormNotice } from '@/components/form-notice';
import { keepIdentifier, keptIdentifier } from '@/components/kept-identifier';
import { Button } from '@/components/ui/button';
import { Divider } from '@/components/ui/divider';
import { Field } from '@/components/ui/field';
import { LiveRegion } from '@/components/ui/notice';
import { useFormAction } from '@/components/use-form-action';
import { policy } from '@/lib/policy';
import { recover } from './actions';

/** Both ways back in, in one form: by a recovery code, or by waiting. Enter presses the first button. */
export function RecoverForm({ remembered }: { remembered: string | null }) {
  const t = useFilledMessages();
  const [state, action] = useFormAction(recover);
  const { refusal, values, done } = state;
  const error = refusal?.fields.identifier;
  return (
    <form action={action} noValidate className="stack gap-5">
      <FormNotice state={{ refusal: error ? null : refusal }} />
      <Field
        label={t('recoverForm.identifier')}
        name="identifier"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        defaultValue={values.identifier ?? done?.value ?? keptIdentifier() ?? remembered ?? undefined}
        onInput={({ currentTarget }) => keepIdentifier(currentTarget.value)}
        error={error}
      />
      <Field
        label={t('recoverForm.code')}
        name="code"
        hint={t('recoverForm.codeHint')}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        dir="ltr"
        placeholder="XXXX-XXXX-XXXX-XXXX"
        defaultValue={values.code}
        error={refusal?.fields.code}
      />
      <Button variant="primary" name="way" value="code" pending={t('recoverForm.oneMoment')}>
        {t('recoverForm.continue')}
      </Button>
      <Divider>{t('recoverForm.or')}</Divider>
      <div className="stack gap-3">
        <p className="text-sm text-muted">
          {t('recoverForm.noCode', { hours: policy.recovery.wait / 3600 })}
        </p>
        <Button name="way" value="delayed">
          {t('recoverForm.start')}
        </Button>
        <LiveRegion tone="success">
          {done && (
            <>
              <p className="font-semibold">{t('recoverForm.started')}</p>
              <p>{t('recoverForm.startedText')}</p>
            </>
          )}
        </LiveRegion>
      </div>
    </form>
  );
}

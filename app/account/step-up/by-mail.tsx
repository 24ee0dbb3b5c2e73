import { useEffect, useRef } from 'react';
import { Address } from '@/components/address';
import { useFilledMessages } from '@/components/filled-messages';
import { Button } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { LiveRegion } from '@/components/ui/notice';
import type { StepUpQuestion } from '@/lib/form-state';

/** Mails a code, and takes it. */
export function ByMail({ question }: { question: StepUpQuestion & { by: 'email' } }) {
  const t = useFilledMessages();
  const field = useRef<HTMLInputElement>(null);
  const { email, request, problem } = question;
  const mailed = request !== null;

  // The mail is on its way: what comes next is its code. After a wrong one, too.
  useEffect(() => {
    if (mailed && question) field.current?.focus();
  }, [mailed, question]);

  const address = () => (
    <strong>
      <Address>{email}</Address>
    </strong>
  );
  return (
    <>
      {mailed ? (
        <>
          <p>{t.rich('stepUp.codeSent', { email: address })}</p>
          <input type="hidden" name="stepUp.request" value={request} />
          <Field
            ref={field}
            label={t('stepUp.code')}
            name="stepUp.code"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            placeholder="XXXX-XXXX"
            error={problem?.message}
          />
          <Button variant="primary" pending={t('stepUp.checking')}>
            {t('stepUp.continue')}
          </Button>
        </>
      ) : (
        <>
          <p>{t.rich('stepUp.weMailCode', { email: address })}</p>
          <LiveRegion tone="error">{problem?.message}</LiveRegion>
        </>
      )}
      <Button
        name="stepUp.mail"
        value="yes"
        variant={mailed ? 'quiet' : 'primary'}
        formNoValidate
        pending={t('stepUp.sending')}
      >
        {t(mailed ? 'stepUp.sendAgain' : 'stepUp.emailCode')}
      </Button>
    </>
  );
}

import { startAuthentication } from '@simplewebauthn/browser';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useFormStatus } from 'react-dom';
import { CeremonyAdvice } from '@/components/ceremony-advice';
import type { Asked } from '@/components/ceremony-coach';
import { useFilledMessages } from '@/components/filled-messages';
import { endCeremony } from '@/components/observe-ceremony';
import { stoppable } from '@/components/stoppable';
import { Button } from '@/components/ui/button';
import { PasskeyIcon } from '@/components/ui/passkey-icon';
import { unforeseen } from '@/components/unanswered';
import { useCoach } from '@/components/use-coach';
import type { StepUpQuestion } from '@/lib/form-state';
import { beginStepUp } from './actions';
import { recoverLink } from './recover-link';

/** Asks for a passkey of the account, and sends the form with the answer. */
export function ByPasskey({ question, form }: ByPasskeyProps) {
  const t = useFilledMessages();
  const button = useRef<HTMLButtonElement>(null);
  const answer = useRef<HTMLInputElement>(null);
  const { told, ask, refuse, hush } = useCoach('stepUp');
  const [waiting, setWaiting] = useState(false);
  const { pending: finishing } = useFormStatus();

  useEffect(() => {
    // An answer is good once.
    if (answer.current) answer.current.value = '';
    if (question.problem) void refuse(question.problem);
  }, [question, refuse]);

  // Whoever closes the dialog waits no longer.
  useEffect(() => {
    const dialog = button.current?.closest('dialog');
    if (!waiting || !dialog) return;
    const end = () => endCeremony('replaced');
    dialog.addEventListener('close', end);
    return () => dialog.removeEventListener('close', end);
  }, [waiting]);

  async function confirm(asked: Asked | null = null) {
    button.current?.focus();
    hush();
    setWaiting(true);
    const response = await ceremony(asked);
    setWaiting(false);
    if (!response || !answer.current) return;
    answer.current.value = JSON.stringify(response);
    form.current?.requestSubmit();
  }

  async function ceremony(asked: Asked | null) {
    const begun = await beginStepUp().catch((error) => unforeseen(error, t));
    if (!begun.ok) return refuse(begun.refusal).then(() => null);
    const optionsJSON = asked ? { ...begun.value, hints: [asked] } : begun.value;
    const response = await ask(
      stoppable(() => startAuthentication({ optionsJSON })),
      asked,
    );
    return response && { challenge: optionsJSON.challenge, response };
  }

  return (
    <>
      <p>{t('stepUp.byPasskey')}</p>
      <CeremonyAdvice
        told={told}
        steps={{
          again: () => confirm(),
          phone: () => confirm('hybrid'),
          stop: () => endCeremony('stopped'),
        }}
      />
      <input ref={answer} type="hidden" name="stepUp.passkey" />
      <div className="needs-script grid">
        <Button
          ref={button}
          type="button"
          variant="primary"
          onClick={() => confirm()}
          busy={waiting || finishing}
          pending={t(finishing ? 'stepUp.finishing' : 'stepUp.waiting')}
        >
          <PasskeyIcon /> {t('stepUp.usePasskey')}
        </Button>
      </div>
      <p className="without-script text-sm text-muted">{t('stepUp.needsScript')}</p>
      <p className="text-sm text-muted">{t.rich('stepUp.noneAtHand', { link: recoverLink })}</p>
    </>
  );
}

type ByPasskeyProps = {
  question: StepUpQuestion & { by: 'passkey' };
  form: RefObject<HTMLFormElement | null>;
};

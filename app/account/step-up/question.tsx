'use client';

import { startAuthentication } from '@simplewebauthn/browser';
import { type RefObject, useId, useRef, useState } from 'react';
import { ceremonySentence } from '@/components/ceremony-sentence';
import { Button } from '@/components/ui/button';
import { Dialog, DialogButton } from '@/components/ui/dialog';
import { Field } from '@/components/ui/field';
import { LiveRegion } from '@/components/ui/notice';
import { PasskeyIcon } from '@/components/ui/passkey-icon';
import { unanswered } from '@/components/unanswered';
import type { FormState, StepUpQuestion } from '@/lib/form-state';
import { beginStepUp } from './actions';

/**
 * "Confirm it's you", within the form that needs it: its answer is sent with the fields of that form, so that nothing
 * typed is lost and the action goes on by itself (lib/confirm-identity.ts reads the fields).
 */
export function StepUp<R>({ state, form }: { state: FormState<R>; form: RefObject<HTMLFormElement | null> }) {
  const id = useId();
  const { stepUp } = state;
  return (
    <Dialog id={id} title="Confirm it's you" open={stepUp !== null} token={state}>
      {stepUp?.by === 'passkey' && <ByPasskey key={stepUp.problem} question={stepUp} form={form} />}
      {stepUp?.by === 'email' && <ByMail question={stepUp} />}
      {stepUp?.by === 'recovery' && (
        <p>
          Your account has no passkey, and sign-in by email is off or paused. What is left is to{' '}
          <RecoverLink />.
        </p>
      )}
      <DialogButton dialog={id} action="close" variant="quiet">
        Cancel
      </DialogButton>
    </Dialog>
  );
}

function ByPasskey({ question, form }: ByPasskeyProps) {
  const answer = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState(question.problem ?? '');

  async function confirm() {
    setBusy(true);
    setProblem('');
    const sentence = await ceremony().catch(ceremonySentence);
    if (sentence) setProblem(sentence);
    setBusy(false);
  }

  async function ceremony(): Promise<string> {
    const begun = await beginStepUp().catch(unanswered);
    if (!begun.ok) return begun.refusal.message;
    const { challenge } = begun.value;
    const response = await startAuthentication({ optionsJSON: begun.value });
    if (answer.current) answer.current.value = JSON.stringify({ challenge, response });
    form.current?.requestSubmit();
    return '';
  }

  return (
    <>
      <p>Use a passkey of this account: the one on this device, or one on your phone or security key.</p>
      <LiveRegion tone="error">{problem}</LiveRegion>
      <input ref={answer} type="hidden" name="stepUp.passkey" />
      <Button
        type="button"
        variant="primary"
        onClick={confirm}
        busy={busy}
        pending="Waiting for your passkey…"
      >
        <PasskeyIcon /> Use a passkey
      </Button>
      <noscript>
        <p className="text-sm text-muted">Passkeys need JavaScript.</p>
      </noscript>
      <p className="text-sm text-muted">
        No passkey at hand any more? Then <RecoverLink />.
      </p>
    </>
  );
}

function RecoverLink() {
  return (
    <a href="/sign-in/recover" className="link">
      recover your account
    </a>
  );
}

function ByMail({ question }: { question: StepUpQuestion & { by: 'email' } }) {
  const { email, request, problem } = question;
  const mailed = request !== null;
  return (
    <>
      {mailed ? (
        <>
          <p>
            We sent a code to <strong>{email}</strong>. Type it here.
          </p>
          <input type="hidden" name="stepUp.request" value={request} />
          <Field
            label="Code"
            name="stepUp.code"
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            placeholder="XXXX-XXXX"
            error={problem}
          />
          <Button variant="primary" pending="Checking…">
            Continue
          </Button>
        </>
      ) : (
        <>
          <p>
            We mail a code to <strong>{email}</strong>.
          </p>
          <LiveRegion tone="error">{problem}</LiveRegion>
        </>
      )}
      <Button
        name="stepUp.mail"
        value="yes"
        variant={mailed ? 'quiet' : 'primary'}
        formNoValidate
        pending="Sending…"
      >
        {mailed ? 'Send again' : 'Email me a code'}
      </Button>
    </>
  );
}

type ByPasskeyProps = {
  question: StepUpQuestion & { by: 'passkey' };
  form: RefObject<HTMLFormElement | null>;
};

'use client';

import { startRegistration, WebAuthnAbortService } from '@simplewebauthn/browser';
import { useEffect, useState, useTransition } from 'react';
import { creationSentence } from '@/components/ceremony-sentence';
import { Button } from '@/components/ui/button';
import { Choices } from '@/components/ui/choices';
import { Disclosure } from '@/components/ui/disclosure';
import { LiveRegion } from '@/components/ui/notice';
import { PasskeyIcon } from '@/components/ui/passkey-icon';
import { unanswered } from '@/components/unanswered';
import { GuardedForm } from '../step-up/guarded-form';
import { beginPasskey, finishPasskey } from './actions';
import { AlreadyHere } from './already-here';

/**
 * Creates a passkey for whoever is signed in, once it is confirmed that it is they, and goes on to where it is named.
 * `choose` adds the choice of where to keep it.
 */
export function CreatePasskey({ to, owned, label, choose = false }: CreatePasskeyProps) {
  return (
    <GuardedForm action={beginPasskey}>
      {(state) => (
        <>
          {choose && (
            <Disclosure summary="More options">
              <Choices
                legend="Where shall it be kept?"
                name="kind"
                options={kinds}
                defaultValue={state.values.kind}
              />
            </Disclosure>
          )}
          <div className={choose ? 'row' : 'grid'}>
            <Ceremony begun={state.done} to={to} owned={owned} label={label} />
          </div>
        </>
      )}
    </GuardedForm>
  );
}

/** The form's button, and what the browser does once its options are there. */
function Ceremony({ begun, to, owned, label = 'Create a passkey' }: CeremonyProps) {
  const [creating, setCreating] = useState(false);
  const [finishing, startTransition] = useTransition();
  const [problem, setProblem] = useState<Problem | null>(null);

  useEffect(() => {
    if (!begun) return;
    const options = begun.value;
    setCreating(true);
    setProblem(null);
    startRegistration({ optionsJSON: options })
      .then(
        (response) =>
          startTransition(async () => {
            const answer = { challenge: options.challenge, response, to };
            const finished = await finishPasskey(answer).catch(unanswered);
            // A success leads elsewhere, and the framework takes over.
            if (finished.ok) return;
            const { code, message } = finished.refusal;
            setProblem(code === 'passkey_already_registered' ? { already: [response.id] } : { message });
          }),
        (error) => {
          const excluded = options.excludeCredentials?.map(({ id }) => id) ?? [];
          const isHere = error instanceof Error && error.name === 'InvalidStateError';
          setProblem(isHere ? { already: excluded } : { message: creationSentence(error) });
        },
      )
      .finally(() => setCreating(false));
    return () => WebAuthnAbortService.cancelCeremony();
  }, [begun, to]);

  return (
    <>
      <LiveRegion tone="error">
        {problem && 'already' in problem ? (
          <AlreadyHere ids={problem.already} owned={owned} />
        ) : (
          problem?.message
        )}
      </LiveRegion>
      <Button variant="primary" busy={creating || finishing} pending="Creating…">
        <PasskeyIcon /> {label}
      </Button>
      <noscript>
        <p className="text-sm text-muted">Passkeys need JavaScript.</p>
      </noscript>
    </>
  );
}

/** WebAuthn's hints (WebAuthn L3, 5.8.8), in words. */
const kinds = [
  { value: 'client-device', label: 'This device' },
  { value: 'hybrid', label: 'Phone or tablet' },
  { value: 'security-key', label: 'Security key' },
];

/** What went wrong, or which passkeys may be the one that is there already. */
type Problem = { message: string } | { already: string[] };

type CreatePasskeyProps = {
  /** Where to go on to. */
  to: '/account' | '/account/passkeys';
  /** The passkeys that the account has. */
  owned: { id: string; name: string }[];
  label?: string;
  choose?: boolean;
};

type CeremonyProps = Omit<CreatePasskeyProps, 'choose'> & {
  begun: Awaited<ReturnType<typeof beginPasskey>>['done'];
};

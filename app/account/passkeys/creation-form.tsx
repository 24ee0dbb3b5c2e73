'use client';

import { type RefObject, useRef } from 'react';
import { CeremonyAdvice } from '@/components/ceremony-advice';
import type { Asked } from '@/components/ceremony-coach';
import { useMessages } from '@/components/messages';
import { endCeremony } from '@/components/observe-ceremony';
import { Button } from '@/components/ui/button';
import { Choices } from '@/components/ui/choices';
import { Disclosure } from '@/components/ui/disclosure';
import { PasskeyIcon } from '@/components/ui/passkey-icon';
import { GuardedForm } from '../step-up/guarded-form';
import { beginPasskey } from './actions';
import { AlreadyHere } from './already-here';
import { type Begun, usePasskeyCreation } from './use-passkey-creation';

/**
 * Creates a passkey for whoever is signed in, once it is confirmed that it is they, and goes on to where it is named.
 * `choose` adds what a passkey is, and the choice of where to keep it.
 */
export function CreationForm({ to, owned, label, choose = false }: CreationFormProps) {
  return (
    <GuardedForm action={beginPasskey}>
      {(state) => (
        <>
          {choose ? (
            <WhereToKeep kind={state.values.kind} />
          ) : (
            <input type="hidden" name="kind" defaultValue={state.values.kind} />
          )}
          <Ceremony begun={state.done} to={to} owned={owned} label={label} choose={choose} />
        </>
      )}
    </GuardedForm>
  );
}

function WhereToKeep({ kind }: { kind: string | undefined }) {
  const t = useMessages();
  const options = [
    // WebAuthn's hints (WebAuthn L3, 5.8.8), in words.
    { value: 'client-device', label: t('passkeyCreation.onThisDevice') },
    { value: 'hybrid', label: t('passkeyCreation.onPhone') },
    { value: 'security-key', label: t('passkeyCreation.onSecurityKey') },
  ];
  return (
    <>
      <p>{t('passkeyCreation.whatItIs')}</p>
      <Disclosure summary={t('passkeyCreation.moreOptions')}>
        <Choices
          legend={t('passkeyCreation.whereToKeep')}
          name="kind"
          options={options}
          defaultValue={kind}
        />
      </Disclosure>
    </>
  );
}

/** The form's button, and what the browser does once its options are there. */
function Ceremony({ begun, to, owned, label, choose }: CeremonyProps) {
  const t = useMessages();
  const button = useRef<HTMLButtonElement>(null);
  const { told, hush, already, waiting, finishing } = usePasskeyCreation(begun, to);
  const asked = begun?.value.hints?.[0] ?? null;
  const isThere = told?.sentence === 'passkeyCreation.alreadyThere';
  const candidates = isThere ? owned.filter(({ id }) => already.includes(id)) : [];

  function press() {
    hush();
    // Where nobody chooses, a step may have chosen the phone, for once.
    if (!choose) chooseKind(null, button);
  }

  /** Sends the form once more, for a passkey of that kind. The step that was pressed goes away; the focus must not. */
  function submitFor(kind: Asked | null) {
    button.current?.focus();
    hush();
    chooseKind(kind, button);
    button.current?.form?.requestSubmit();
  }

  return (
    <>
      <CeremonyAdvice
        told={told}
        steps={{
          again: () => submitFor(asked),
          phone: () => submitFor('hybrid'),
          stop: () => endCeremony('stopped'),
        }}
        sentence={candidates.length > 0 ? <AlreadyHere candidates={candidates} /> : undefined}
      />
      <div className={`needs-script ${choose ? 'row' : 'grid'}`}>
        <Button
          ref={button}
          variant="primary"
          onClick={press}
          busy={waiting || finishing}
          pending={t(finishing ? 'passkeyCreation.finishing' : 'passkeyCreation.waiting')}
        >
          <PasskeyIcon /> {label ?? t('passkeyCreation.button')}
        </Button>
      </div>
      <p className="without-script text-sm text-muted">{t('passkeyCreation.needsScript')}</p>
    </>
  );
}

function chooseKind(kind: Asked | null, { current }: RefObject<HTMLButtonElement | null>): void {
  const field = current?.form?.elements.namedItem('kind');
  if (field instanceof RadioNodeList || field instanceof HTMLInputElement) field.value = kind ?? '';
}

type CreationFormProps = {
  /** Where to go on to. */
  to: '/account' | '/account/passkeys';
  /** The passkeys that the account has. */
  owned: { id: string; name: string }[];
  label?: string;
  choose?: boolean;
};

type CeremonyProps = CreationFormProps & { begun: Begun; choose: boolean };

'use client';

import { type ReactNode, useRef } from 'react';
import { CeremonyAdvice } from '@/components/ceremony-advice';
import type { Asked } from '@/components/ceremony-coach';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { usePasskeySignIn } from './use-passkey-sign-in';

/** The passkey's button, its label as children; while it is on the page, a passkey also waits behind the identifier field. */
export function PasskeySignIn({ to, ahead, children }: PasskeySignInProps) {
  const t = useMessages();
  const button = useRef<HTMLButtonElement>(null);
  const { signIn, giveUp, waiting, finishing, told } = usePasskeySignIn(to, ahead);

  function signInWith(asked: Asked | null) {
    // The step that was pressed goes away, and must not take the focus with it.
    button.current?.focus();
    void signIn(asked);
  }

  function signInByMail() {
    giveUp();
    document.querySelector<HTMLInputElement>('input[name="identifier"]')?.focus();
  }

  return (
    <div className="stack">
      <CeremonyAdvice
        told={told}
        steps={{ again: () => signInWith(null), phone: () => signInWith('hybrid'), mail: signInByMail }}
      />
      <div className="needs-script grid">
        <Button
          ref={button}
          type="button"
          variant="primary"
          // Heard also before this code is there (early-request.tsx).
          data-early
          onClick={() => signIn()}
          busy={waiting || finishing}
          pending={t(finishing ? 'passkeySignIn.finishing' : 'passkeySignIn.waiting')}
        >
          {children}
        </Button>
      </div>
      <p className="without-script text-sm text-muted">{t('passkeySignIn.needsScript')}</p>
    </div>
  );
}

type PasskeySignInProps = {
  to: string | null;
  /** What the page that it leads to needs, to be fetched meanwhile. */
  ahead: string[];
  children: ReactNode;
};

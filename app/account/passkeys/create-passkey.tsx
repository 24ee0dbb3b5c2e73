'use client';

import { startRegistration } from '@simplewebauthn/browser';
import { useState } from 'react';
import { ceremonySentence } from '@/components/ceremony-sentence';
import { Button } from '@/components/ui/button';
import { LiveRegion } from '@/components/ui/notice';
import { PasskeyIcon } from '@/components/ui/passkey-icon';
import { beginPasskey, finishPasskey } from './actions';

/** Creates a passkey for whoever is signed in, and goes on to their account. */
export function CreatePasskey({ label = 'Create a passkey' }: { label?: string }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  async function create() {
    setBusy(true);
    setProblem('');
    setProblem(await ceremony().catch(ceremonySentence));
    setBusy(false);
  }

  return (
    <div className="stack">
      <LiveRegion tone="error">{problem}</LiveRegion>
      <Button type="button" variant="primary" onClick={create} busy={busy} pending="Creating…">
        <PasskeyIcon /> {label}
      </Button>
      <noscript>
        <p className="text-sm text-muted">Passkeys need JavaScript.</p>
      </noscript>
    </div>
  );
}

async function ceremony(): Promise<string> {
  const begun = await beginPasskey();
  if (!begun.ok) return begun.refusal.message;
  const { challenge } = begun.value;
  const response = await startRegistration({ optionsJSON: begun.value });
  // On success the answer is a redirect, and nothing below runs.
  const finished = await finishPasskey({ challenge, response });
  return finished && !finished.ok ? finished.refusal.message : '';
}

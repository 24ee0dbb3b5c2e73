'use client';

import { browserSupportsWebAuthn } from '@simplewebauthn/browser';
import { useEffect, useState } from 'react';
import { Button } from '@/components/ui/button';
import { LiveRegion } from '@/components/ui/notice';
import { PasskeyIcon } from '@/components/ui/passkey-icon';
import { usePasskeySignIn } from './use-passkey-sign-in';

/** The passkey's button; while it is on the page, a passkey also waits behind the identifier field. */
export function PasskeySignIn({ to }: { to: string | null }) {
  const { signIn, busy, problem } = usePasskeySignIn(to);
  const supported = useSupported();

  return (
    <div className="stack">
      <LiveRegion tone="error">{problem}</LiveRegion>
      <Button
        type="button"
        variant="primary"
        onClick={signIn}
        busy={busy}
        pending="Waiting for your passkey…"
      >
        <PasskeyIcon /> Sign in with a passkey
      </Button>
      {!supported && (
        <p className="text-sm text-muted">
          This browser does not know passkeys. Have a link mailed to you instead.
        </p>
      )}
      <noscript>
        <p className="text-sm text-muted">Passkeys need JavaScript. The link by mail works without.</p>
      </noscript>
    </div>
  );
}

function useSupported(): boolean {
  const [supported, setSupported] = useState(true);
  useEffect(() => setSupported(browserSupportsWebAuthn()), []);
  return supported;
}

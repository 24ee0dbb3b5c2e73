'use client';

import {
  browserSupportsWebAuthnAutofill,
  startAuthentication,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import { useCallback, useEffect, useRef, useState } from 'react';
import { ceremonySentence } from '@/components/ceremony-sentence';
import { policy } from '@/lib/policy';
import { beginPasskeySignIn, finishPasskeySignIn } from './actions';

/**
 * Signing in with a passkey, by autofill or by button. A browser runs one ceremony at a time, so each new round ends the
 * one before it, wherever that is, and only the newest has a say in what is shown.
 */
export function usePasskeySignIn(to: string | null) {
  const round = useRef(0);
  const waitingForAutofill = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');

  const ceremony = useCallback(
    async (autofill: boolean) => {
      round.current += 1;
      const mine = round.current;
      WebAuthnAbortService.cancelCeremony();
      waitingForAutofill.current = autofill;

      const begun = await beginPasskeySignIn();
      if (mine !== round.current) return;
      if (!begun.ok) return autofill ? '' : begun.refusal.message;
      const { challenge } = begun.value;
      const answer = startAuthentication({ optionsJSON: begun.value, useBrowserAutofill: autofill });
      // Nobody is told that they did not use autofill.
      const response = autofill ? await answer.catch(() => null) : await answer;
      if (mine !== round.current || !response) return;

      waitingForAutofill.current = false;
      setBusy(true);
      // On success the answer is a redirect, and there is nothing to say.
      const finished = await finishPasskeySignIn({ challenge, response, to });
      setBusy(false);
      return finished?.ok === false ? finished.refusal.message : '';
    },
    [to],
  );

  const offerInField = useCallback(async () => {
    if (!(await browserSupportsWebAuthnAutofill())) return;
    const sentence = await ceremony(true).catch(ceremonySentence);
    if (sentence) setProblem(sentence);
  }, [ceremony]);

  useEffect(() => {
    void offerInField();
    // Before its challenge is too old, a waiting request is replaced.
    const refresh = () => waitingForAutofill.current && void offerInField();
    const timer = setInterval(refresh, policy.challenge.lifetime * 750);
    return () => {
      clearInterval(timer);
      round.current += 1;
      WebAuthnAbortService.cancelCeremony();
    };
  }, [offerInField]);

  async function signIn() {
    setBusy(true);
    setProblem('');
    const sentence = await ceremony(false).catch(ceremonySentence);
    setBusy(false);
    if (!sentence) return;
    setProblem(sentence);
    void offerInField();
  }

  return { signIn, busy, problem };
}

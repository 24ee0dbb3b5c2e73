'use client';

import {
  browserSupportsWebAuthnAutofill,
  sendSignal,
  startAuthentication,
  WebAuthnAbortService,
} from '@simplewebauthn/browser';
import { useCallback, useEffect, useRef, useState, useTransition } from 'react';
import { ceremonySentence } from '@/components/ceremony-sentence';
import { unanswered } from '@/components/unanswered';
import { policy } from '@/lib/policy';
import { beginPasskeySignIn, finishPasskeySignIn, isUnknown } from './actions';

/**
 * Signing in with a passkey, by autofill or by button. A browser runs one ceremony at a time, so each new round ends the
 * one before it, wherever that is, and only the newest has a say in what is shown.
 */
export function usePasskeySignIn(to: string | null) {
  const round = useRef(0);
  const waitingForAutofill = useRef(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const [finishing, startTransition] = useTransition();

  const ceremony = useCallback(
    async (autofill: boolean): Promise<string> => {
      round.current += 1;
      const mine = round.current;
      WebAuthnAbortService.cancelCeremony();
      waitingForAutofill.current = autofill;

      const begun = await beginPasskeySignIn().catch(unanswered);
      if (mine !== round.current) return '';
      if (!begun.ok) return autofill ? '' : begun.refusal.message;
      const { challenge, rpId = location.hostname } = begun.value;
      const answer = startAuthentication({ optionsJSON: begun.value, useBrowserAutofill: autofill });
      // Nobody is told that they did not use autofill.
      const response = autofill ? await answer.catch(() => null) : await answer;
      if (mine !== round.current || !response) return '';

      waitingForAutofill.current = false;
      return new Promise((resolve) =>
        startTransition(async () => {
          const finished = await finishPasskeySignIn({ challenge, response, to }).catch(unanswered);
          // A success leads elsewhere, and the framework takes over: there is nothing to say.
          if (finished.ok) return;
          const { code, message } = finished.refusal;
          const forgotten = code === 'passkey_refused' && (await forgetUnknown(response.id, rpId));
          resolve(forgotten || message);
        }),
      );
    },
    [to],
  );

  const offerInField = useCallback(async () => {
    if (!(await browserSupportsWebAuthnAutofill())) return;
    const sentence = await ceremony(true).catch(sentenceOf);
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
    const sentence = await ceremony(false).catch(sentenceOf);
    setBusy(false);
    if (!sentence) return;
    setProblem(sentence);
    void offerInField();
  }

  return { signIn, busy: busy || finishing, problem };
}

/**
 * Has the browser forget a passkey that was refused, if it is nobody's (WebAuthn L3, 5.1.10), and says so; else null. That
 * is asked apart: the refusal is the same for every passkey.
 */
async function forgetUnknown(credentialID: string, rpID: string): Promise<string | null> {
  const unknown = await isUnknown(credentialID).catch(() => null);
  if (!unknown?.ok || !unknown.value) return null;
  const told = await sendSignal({ signalName: 'unknownCredential', rpID, credentialID }).then(
    () => true,
    () => false,
  );
  return told
    ? 'This passkey was removed from its account, and your browser was told to stop offering it. Use another, or have a link mailed to you.'
    : 'This passkey was removed from its account. Delete it from your password manager too, and use another, or have a link mailed to you.';
}

function sentenceOf(error: unknown): string {
  return ceremonySentence(error, 'have a link mailed to you');
}

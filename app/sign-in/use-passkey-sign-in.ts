'use client';

import {
  type AuthenticationResponseJSON,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialRequestOptionsJSON,
  sendSignal,
  startAuthentication,
} from '@simplewebauthn/browser';
import { useEffect, useEffectEvent, useRef, useState, useTransition } from 'react';
import type { Asked } from '@/components/ceremony-coach';
import { useMessages } from '@/components/messages';
import { endCeremony } from '@/components/observe-ceremony';
import { unanswered, unforeseen } from '@/components/unanswered';
import { useCoach } from '@/components/use-coach';
import { policy } from '@/lib/policy';
import { beginPasskeySignIn, finishPasskeySignIn, isUnknown } from './actions';

/**
 * Signing in with a passkey, by autofill or by button. A browser runs one ceremony at a time, so each new round ends the
 * one before it, wherever that is, and only the newest has a say in what is shown.
 */
export function usePasskeySignIn(to: string | null) {
  const t = useMessages();
  const { told, ask, refuse, hush } = useCoach('signIn');
  const round = useRef(0);
  const waitingForAutofill = useRef(false);
  const [waiting, setWaiting] = useState(false);
  const [finishing, startTransition] = useTransition();

  /** Begins a round; null when another has begun meanwhile. */
  async function begin(autofill: boolean) {
    round.current += 1;
    const mine = round.current;
    endCeremony('replaced');
    waitingForAutofill.current = autofill;
    const begun = await beginPasskeySignIn().catch((error) => unforeseen(error, t));
    return mine === round.current ? { ...begun, isNewest: () => mine === round.current } : null;
  }

  async function finish(options: Options, response: AuthenticationResponseJSON) {
    waitingForAutofill.current = false;
    return new Promise<void>((resolve) =>
      startTransition(async () => {
        const answer = { challenge: options.challenge, response, to };
        const finished = await finishPasskeySignIn(answer).catch((error) => unanswered(error, t));
        // A success leads elsewhere, and the framework takes over: there is nothing to say.
        if (finished.ok) return;
        const { code, message } = finished.refusal;
        const forgotten = code === 'passkey_refused' ? await forgetUnknown(response.id, options.rpId) : null;
        await refuse({ code: forgotten ?? code, message });
        resolve();
      }),
    );
  }

  /** Nobody is told that they did not use autofill, nor that there is none. */
  async function offerInField() {
    if (!(await browserSupportsWebAuthnAutofill())) return;
    const begun = await begin(true);
    if (!begun?.ok) return;
    const options = begun.value;
    const response = await startAuthentication({ optionsJSON: options, useBrowserAutofill: true }).catch(
      () => null,
    );
    if (response && begun.isNewest()) await finish(options, response);
  }

  // Not to be begun anew when the page is drawn anew, as after an action that set a cookie.
  const offer = useEffectEvent(offerInField);

  useEffect(() => {
    void offer();
    // Before its challenge is too old, a waiting request is replaced.
    const refresh = () => waitingForAutofill.current && void offer();
    const timer = setInterval(refresh, policy.challenge.lifetime * 750);
    return () => {
      clearInterval(timer);
      round.current += 1;
      endCeremony('replaced');
    };
  }, []);

  async function signIn(asked: Asked | null = null) {
    setWaiting(true);
    hush();
    const begun = await begin(false);
    if (begun?.ok) {
      const optionsJSON = asked ? { ...begun.value, hints: [asked] } : begun.value;
      const response = await ask(() => startAuthentication({ optionsJSON }), asked);
      if (response && begun.isNewest()) await finish(optionsJSON, response);
    } else if (begun) {
      await refuse(begun.refusal);
    }
    setWaiting(false);
    if (begun?.isNewest()) void offerInField();
  }

  /** Ends what is waited for, for another way in. */
  function giveUp() {
    endCeremony('replaced');
    hush();
  }

  return { signIn, giveUp, waiting, finishing, told };
}

/**
 * Has the browser forget a passkey that was refused, if it is nobody's (WebAuthn L3, 5.1.10), and answers what the coach is to
 * say of it; else null. That is asked apart: the refusal is the same for every passkey.
 */
async function forgetUnknown(credentialID: string, rpID = location.hostname) {
  const unknown = await isUnknown(credentialID).catch(() => null);
  if (!unknown?.ok || !unknown.value) return null;
  return sendSignal({ signalName: 'unknownCredential', rpID, credentialID }).then(
    () => 'passkey_forgotten',
    () => 'passkey_unknown',
  );
}

type Options = PublicKeyCredentialRequestOptionsJSON;

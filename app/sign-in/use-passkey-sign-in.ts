'use client';

import { useEffect, useEffectEvent, useRef, useState, useTransition } from 'react';
import type { Asked } from '@/components/ceremony-coach';
import { useMessages } from '@/components/messages';
import { endCeremony } from '@/components/observe-ceremony';
import { unanswered, unforeseen } from '@/components/unanswered';
import { useCoach } from '@/components/use-coach';
import { finishPasskeySignIn } from './actions';
import { passkeyAnswer } from './passkey-answer';
import { beginPasskeyRequest, type PasskeyRequest } from './passkey-request';

/**
 * Signing in with a passkey, by autofill or by button. A browser runs one ceremony at a time, so each new round ends the
 * one before it, wherever that is, and only the newest has a say in what is shown.
 */
export function usePasskeySignIn(to: string | null, ahead: string[]) {
  const t = useMessages();
  const { told, ask, refuse, hush } = useCoach('signIn');
  const round = useRef(0);
  const unspent = useRef<PasskeyRequest | null>(null);
  const [waiting, setWaiting] = useState(false);
  const [finishing, startTransition] = useTransition();

  /** Begins a round, with a request that is there already if it is young: then the browser can be asked at once. */
  function begin() {
    round.current += 1;
    const mine = round.current;
    endCeremony('replaced');
    if (!unspent.current || Date.now() - unspent.current.begun > YOUNG) {
      unspent.current?.stop();
      unspent.current = beginPasskeyRequest();
    }
    const request = unspent.current;
    const options = request.options.catch((error) => unforeseen(error, t));
    return { request, options, isNewest: () => mine === round.current };
  }

  async function finish(request: PasskeyRequest, credential: Credential) {
    unspent.current = null;
    const [options, response] = [await request.options, passkeyAnswer(credential)];
    if (!options.ok) return;
    const { challenge, rpId } = options.value;
    return new Promise<void>((resolve) =>
      startTransition(async () => {
        const answer = { challenge, response, to };
        const finished = await finishPasskeySignIn(answer).catch((error) => unanswered(error, t));
        // A success leads elsewhere, and the framework takes over: there is nothing to say.
        if (finished.ok) return;
        const { code, message } = finished.refusal;
        const forgotten = code === 'passkey_refused' ? await forget(response.id, rpId) : null;
        await refuse({ code: forgotten ?? code, message });
        resolve();
      }),
    );
  }

  /** Nobody is told that they did not use autofill, nor that there is none. */
  async function offerInField() {
    if (!('PublicKeyCredential' in window)) return;
    const { request, options, isNewest } = begin();
    const answered = request.ask('field').catch(() => null);
    const begun = await options;
    if (!begun.ok) return drop(request);
    // Before its challenge is too old, a waiting request is replaced.
    const timer = setTimeout(() => isNewest() && void offerInField(), (begun.value.timeout ?? 0) * 0.75);
    const credential = await answered;
    clearTimeout(timer);
    if (!credential || !isNewest()) return;
    fetchAhead(ahead);
    await finish(request, credential);
  }

  async function signIn(asked: Asked | null = null) {
    setWaiting(true);
    fetchAhead(ahead);
    hush();
    const { request, options, isNewest } = begin();
    const begun = await options;
    if (begun.ok && isNewest()) {
      const credential = await ask((signal) => {
        signal.addEventListener('abort', request.stop);
        return request.ask(asked ?? 'any').then((credential) => credential ?? Promise.reject(new Error()));
      }, asked);
      if (credential && isNewest()) await finish(request, credential);
    } else if (!begun.ok) {
      drop(request);
      if (isNewest()) await refuse(begun.refusal);
    }
    setWaiting(false);
    if (isNewest()) void offerInField();
  }

  /** What the server refused is asked for anew the next time. */
  function drop(request: PasskeyRequest) {
    if (unspent.current === request) unspent.current = null;
  }

  // Not to be begun anew when the page is drawn anew, as after an action that set a cookie.
  const arrive = useEffectEvent(() => {
    const early = window.takeEarlyRequest?.();
    // However long this code took to come, what is pending goes on.
    if (early) unspent.current = { ...early.request, begun: Date.now() };
    void (early?.pressed ? signIn() : offerInField());
  });

  useEffect(() => {
    arrive();
    return () => {
      round.current += 1;
      endCeremony('replaced');
      unspent.current?.stop();
    };
  }, []);

  /** Ends what is waited for, for another way in. */
  function giveUp() {
    endCeremony('replaced');
    hush();
  }

  return { signIn, giveUp, waiting, finishing, told };
}

/** Comes after this refusal alone. */
function forget(credentialId: string, rpId: string | undefined) {
  return import('./forget-unknown')
    .then(({ forgetUnknown }) => forgetUnknown(credentialId, rpId))
    .catch(() => null);
}

/** Has the browser keep files that are needed once the answer is there, while it is awaited. */
function fetchAhead(addresses: string[]) {
  for (const address of addresses) fetch(address, { priority: 'low' }).catch(() => {});
}

/** Milliseconds: so old its challenge may be, and still leave a person time. */
const YOUNG = 60_000;

import { WebAuthnAbortService } from '@simplewebauthn/browser';
import type { Cause, Situation } from './ceremony-coach';

/**
 * Runs what asks the browser for a passkey, and tells how it ended and how long that took. A browser runs one ceremony at a
 * time, so it ends the one before, wherever on the page that was begun. While it goes on, `onSilence` is called after each
 * of so many seconds.
 *
 * Whoever ends it does not wait for the browser to agree: extensions that take its place have been seen to ignore the
 * signal, and to answer nothing at all.
 */
export async function observe<T>(
  ask: () => Promise<T>,
  { after, onSilence }: { after: number[]; onSilence: (seconds: number) => void },
): Promise<Observed<T>> {
  endCeremony('replaced');
  const begun = performance.now();
  const elapsed = () => (performance.now() - begun) / 1000;
  const timers = after.map((seconds) => setTimeout(() => onSilence(seconds), seconds * 1000));
  const ended = new Promise<Observed<never>>((resolve) => {
    endRunning = (cause) => resolve({ cause, seconds: elapsed() });
  });
  const answered = ask().then(
    (answer) => ({ answer }),
    (error) => ({ cause: error instanceof Error ? error.name : '', seconds: elapsed() }),
  );
  try {
    return await Promise.race([ended, answered]);
  } finally {
    timers.forEach(clearTimeout);
  }
}

/** Ends the ceremony that is running on this page, autofill included: by the person's wish, or for another. */
export function endCeremony(cause: 'stopped' | 'replaced'): void {
  endRunning(cause);
  WebAuthnAbortService.cancelCeremony();
}

/** What the page and the browser can do for a ceremony. */
export async function whatCanBeDone(): Promise<Pick<Situation, 'page' | 'phone'>> {
  if (!('PublicKeyCredential' in window))
    return { page: isSecureContext ? 'without' : 'insecure', phone: false };
  const capabilities = await PublicKeyCredential.getClientCapabilities?.().catch(() => null);
  // With nothing finer than a finger, this is the phone.
  const phone = capabilities?.hybridTransport === true && matchMedia('(any-pointer: fine)').matches;
  return { page: window.self === window.top ? 'able' : 'framed', phone };
}

let endRunning: (cause: 'stopped' | 'replaced') => void = () => {};

type Observed<T> = { answer: T } | { cause: Cause; seconds: number };

import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';
import type { Asked } from '@/components/ceremony-coach';
import type { ActionResult } from '@/lib/form-state';

/**
 * Begins a sign-in: has the server give options. With these the browser can be asked in one way after another, until there
 * is an answer. Names no other code of ours, for the page carries its text and runs it before all other (early-request.tsx).
 */
export function beginPasskeyRequest(): PasskeyRequest {
  const options = fetch('/sign-in/passkey-options').then((answer) => answer.json());
  // Told to whoever awaits them, if anybody does.
  options.catch(() => {});
  let controller = new AbortController();
  let asking: { way: Way; answer: Promise<Credential | null> } | null = null;

  async function askBrowser(way: Way, signal: AbortSignal) {
    const field = way === 'field';
    if (field && !(await PublicKeyCredential.isConditionalMediationAvailable?.())) return null;
    const { value } = await options;
    const text = value.challenge.replaceAll('-', '+').replaceAll('_', '/');
    const challenge = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
    const publicKey = { ...value, challenge, hints: field || way === 'any' ? undefined : [way] };
    return navigator.credentials.get({ publicKey, signal, mediation: field ? 'conditional' : 'optional' });
  }

  return {
    begun: Date.now(),
    options,
    ask(way) {
      if (asking?.way === way) return asking.answer;
      controller.abort();
      controller = new AbortController();
      const answer = askBrowser(way, controller.signal);
      const mine = { way, answer };
      // An answer is kept for whoever asks next: the page's own code, when it comes later than the person was done.
      answer.catch(() => {
        if (asking === mine) asking = null;
      });
      asking = mine;
      return answer;
    },
    stop() {
      controller.abort();
      asking = null;
    },
  };
}

export type PasskeyRequest = {
  /** When, in milliseconds. */
  begun: number;
  options: Promise<ActionResult<PublicKeyCredentialRequestOptionsJSON>>;
  /** Asks the browser, which ends what it was asked before, unless that is the same. Null where it offers none in fields. */
  ask: (way: Way) => Promise<Credential | null>;
  stop: () => void;
};

/** In the field, by autofill; or by a dialog, with any authenticator or one of a kind. */
type Way = 'field' | 'any' | Asked;

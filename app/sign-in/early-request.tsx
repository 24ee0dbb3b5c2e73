'use client';

import { useServerInsertedHTML } from 'next/navigation';
import { useRef } from 'react';
import { beginPasskeyRequest, type PasskeyRequest } from './passkey-request';

/**
 * Asks for a passkey while all other code is still on its way: in the field, or by a dialog for whoever has pressed the button
 * by then. Both wait until the button's own code takes them over.
 *
 * A script in the head of the page as the server sends it, of which React does not know: it would make it anew after a fault,
 * and Trusted Types would refuse that. When the router brings the page there is none, and nothing to be early for.
 */
export function EarlyRequest({ nonce }: { nonce: string | undefined }) {
  const sent = useRef(false);
  useServerInsertedHTML(() => {
    if (typeof window !== 'undefined' || sent.current) return null;
    sent.current = true;
    // A module that is `async` waits for nothing; any other script would wait for the style sheet.
    return (
      <script type="module" async nonce={nonce}>
        {`(${requestEarly})(${beginPasskeyRequest})`}
      </script>
    );
  });
  return null;
}

function requestEarly(begin: typeof beginPasskeyRequest): void {
  if (!window.PublicKeyCredential) return;
  const request = begin();
  let pressed: Element | null = null;

  const press = (event: MouseEvent) => {
    const button = (event.target as Element).closest('[data-early]');
    if (!button) return;
    event.stopImmediatePropagation();
    // Looks busy, as it will.
    button.ariaDisabled = button.ariaBusy = 'true';
    pressed = button;
    request.ask('any').catch(() => {
      // Nobody is asked again who has not pressed again.
      if (pressed) button.ariaDisabled = button.ariaBusy = pressed = null;
    });
  };

  window.takeEarlyRequest = () => {
    document.removeEventListener('click', press, true);
    window.takeEarlyRequest = undefined;
    const button = pressed;
    pressed = null;
    if (button) button.ariaBusy = null;
    return { request, pressed: button !== null };
  };
  document.addEventListener('click', press, true);
  request.ask('field').catch(() => {});
}

declare global {
  interface Window {
    /** Hands over what was asked for early, once. */
    takeEarlyRequest?: () => { request: PasskeyRequest; pressed: boolean };
  }
}

import { WebAuthnAbortService } from '@simplewebauthn/browser';

/** A ceremony of the library's, which keeps the browser's signal to itself, as one that `observe` can end. */
export function stoppable<T>(ask: () => Promise<T>) {
  return (signal: AbortSignal): Promise<T> => {
    signal.addEventListener('abort', () => WebAuthnAbortService.cancelCeremony());
    return ask();
  };
}

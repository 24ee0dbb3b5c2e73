import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * A signal that aborts after so many milliseconds, as `AbortSignal.timeout` does. That one cannot be called off, and its
 * timer keeps the asynchronous context in which it was made, a request with its whole page, alive until it fires, long
 * after the answer: so it is made outside of all requests.
 */
export function patience(milliseconds: number): AbortSignal {
  return outside(() => AbortSignal.timeout(milliseconds));
}

const outside = AsyncLocalStorage.snapshot();

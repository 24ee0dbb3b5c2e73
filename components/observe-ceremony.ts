import type { Cause } from './ceremony-coach';

/** Seconds of silence after which a person is told that nothing is lost, and those after which there is a way out. */
export const patience = { explain: 20, wayOut: 60 };

/**
 * Runs what asks the browser for a passkey, and tells how it ended and how long that took. A browser runs one ceremony at a
 * time, so it ends the one before, wherever on the page that was begun. While it goes on, `onSilence` is called each time that
 * the person's patience has to last longer.
 *
 * Whoever ends it does not wait for the browser to agree: extensions that take its place have been seen to ignore the
 * signal, and to answer nothing at all.
 */
export async function observe<T>(
  ask: (signal: AbortSignal) => Promise<T>,
  onSilence: (seconds: number) => void,
): Promise<Observed<T>> {
  endCeremony('replaced');
  const begun = performance.now();
  const elapsed = () => (performance.now() - begun) / 1000;
  const timers = Object.values(patience).map((seconds) =>
    setTimeout(() => onSilence(seconds), seconds * 1000),
  );
  const controller = new AbortController();
  let end = endRunning;
  const ended = new Promise<Observed<never>>((resolve) => {
    end = (cause) => {
      resolve({ cause, seconds: elapsed() });
      controller.abort();
    };
  });
  endRunning = end;
  const answered = ask(controller.signal).then(
    (answer) => ({ answer }),
    (error) => ({ cause: error instanceof Error ? error.name : '', seconds: elapsed() }),
  );
  try {
    return await Promise.race([ended, answered]);
  } finally {
    timers.forEach(clearTimeout);
    if (endRunning === end) endRunning = nothing;
  }
}

/** Ends the ceremony that is running on this page: by the person's wish, or for another. */
export function endCeremony(cause: 'stopped' | 'replaced'): void {
  endRunning(cause);
}

const nothing = () => {};
let endRunning: (cause: 'stopped' | 'replaced') => void = nothing;

type Observed<T> = { answer: T } | { cause: Cause; seconds: number };

import { useCallback, useEffect, useRef, useState } from 'react';
import type { Advice, Asked, Cause, Ceremony } from './ceremony-coach';
import { observe } from './observe-ceremony';
import { withoutHelp } from './without-help';

/**
 * Looks over the shoulder of whoever uses a passkey: runs the ceremonies of one place on the page, and holds what there is to
 * tell. Says at once where the page cannot use passkeys.
 */
export function useCoach(ceremony: Ceremony) {
  const [told, setTold] = useState<Told | null>(null);
  const tries = useRef(0);
  const newest = useRef(0);

  const tell = useCallback(
    async (cause: Cause, { seconds = 0, asked = null, words }: Details = {}) => {
      newest.current += 1;
      const number = newest.current;
      const { advise, HelpInWords } = await help();
      const advice = await advise({ ceremony, cause, seconds, asked, tries: tries.current });
      if (!advice || number !== newest.current) return;
      const goesOn = cause === 'waiting';
      if (!goesOn && cause !== 'nothing') tries.current += 1;
      setTold({ ...advice, words, calm: goesOn || cause === 'nothing', Words: HelpInWords });
    },
    [ceremony],
  );

  // Where passkeys can be used, there is nothing to tell yet.
  useEffect(() => {
    if (!('PublicKeyCredential' in window)) void tell('nothing');
  }, [tell]);

  const hush = useCallback(() => {
    newest.current += 1;
    setTold(null);
  }, []);

  /** Asks the browser; null where it had no answer, and then the person is told why. */
  const ask = useCallback(
    async <T>(
      question: (signal: AbortSignal) => Promise<T>,
      asked: Asked | null = null,
    ): Promise<T | null> => {
      hush();
      void help();
      const outcome = await observe(question, (seconds) => void tell('waiting', { seconds, asked }));
      hush();
      if ('answer' in outcome) return outcome.answer;
      await tell(outcome.cause, { seconds: outcome.seconds, asked });
      return null;
    },
    [hush, tell],
  );

  /** Passes on why the server said no. */
  const refuse = useCallback(
    ({ code, message }: { code: Cause; message: string }) => tell(code, { words: message }),
    [tell],
  );

  return { told, ask, refuse, hush };
}

/** Comes while the browser asks: most ceremonies need none. */
function help(): Promise<Pick<typeof import('./ceremony-help'), 'advise' | 'HelpInWords'>> {
  return import('./ceremony-help').catch(() => withoutHelp);
}

/** What a person is told; `calm` does not interrupt. */
export type Told = Advice & {
  calm: boolean;
  words: string | undefined;
  Words: typeof import('./ceremony-help').HelpInWords;
};

/** `words` are the server's own, in the language of the page. */
type Details = { seconds?: number; asked?: Asked | null; words?: string };

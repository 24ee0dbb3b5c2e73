import { afterAll } from 'vitest';

/**
 * Keeps what is logged from standard output, for the rest of a test file; answers how to read it. To be called before
 * anything is logged.
 */
export function keepLog(): () => string {
  const { write } = process.stdout;
  let kept = '';
  process.stdout.write = (chunk: string | Uint8Array) => {
    kept += chunk;
    return true;
  };
  process.env.LOG_LEVEL = 'debug';
  afterAll(() => {
    process.stdout.write = write;
  });
  return () => kept;
}

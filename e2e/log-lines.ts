import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOGS } from './application';

/** What an application has written about one request so far. */
export function linesOf(
  requestId: string | undefined,
  application = process.env.E2E_APP_URL ?? '',
): Record<string, unknown>[] {
  return readFileSync(join(LOGS, `${new URL(application).port}.log`), 'utf8')
    .split('\n')
    .filter((line) => line.includes(`"requestId":"${requestId}"`))
    .map((line) => JSON.parse(line));
}

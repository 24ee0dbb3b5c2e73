import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { TEST_ENVIRONMENT } from '../test/environment';
import { freePort } from '../test/free-port';
import { startLeashed } from '../test/leashed-process';

/** Starts the production build with these services, on a free port unless one is given. */
export async function startApplication(services: Record<string, string>, port?: number) {
  port ??= await freePort();
  const url = `http://localhost:${port}`;
  const application = await startLeashed({
    program: process.execPath,
    args: [
      'node_modules/next/dist/bin/next',
      'start',
      '--hostname',
      '127.0.0.1',
      '--port',
      String(port),
      ...START,
    ],
    env: {
      ...process.env,
      ...TEST_ENVIRONMENT,
      NODE_ENV: 'production',
      APP_URL: url,
      // Each journey says which client it is.
      TRUSTED_PROXY_HOPS: '1',
      ...services,
    },
    ready: /Ready in/,
    output: await openLog(port),
    ending: 'SIGKILL',
  });
  // It says so a moment too early: requests that come before lib/start-up.ts is done wait, and have no id.
  await fetch(new URL('/robots.txt', url), { redirect: 'manual' });
  return { url, stop: () => application.kill('SIGKILL') };
}

/** As `npm start`. */
const START = ['--keepAliveTimeout', '130000'];

/** What the application writes is read when all journeys are over (log.spec.ts). */
export async function openLog(port: number) {
  await mkdir(LOGS, { recursive: true });
  return createWriteStream(join(LOGS, `${port}.log`), { flags: 'a' });
}

export const LOGS = 'test-results/logs';

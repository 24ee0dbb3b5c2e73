import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TEST_ENVIRONMENT } from '../test/environment';
import { freePort } from '../test/free-port';
import { startLeashed } from '../test/leashed-process';
import { openLog } from './application';

/** All that docs/self-host.md asks for, but for APP_URL. */
export const documentedVariables = () => ({
  AUTH_SECRET: TEST_ENVIRONMENT.AUTH_SECRET,
  MAIL_FROM: TEST_ENVIRONMENT.MAIL_FROM,
  DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
  SMTP_URL: process.env.E2E_SMTP_URL ?? '',
});

/**
 * Starts the standalone build from a folder that holds what the Dockerfile copies, with these variables and no others, after
 * something was done to the folder.
 */
export async function startStandalone(
  variables: Record<string, string>,
  prepare: (folder: string) => Promise<void> = async () => {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'latchkey-standalone-'));
  const copies = (await readFile('Dockerfile', 'utf8')).matchAll(/^COPY --from=build \/app\/(\S+) (\S+)$/gm);
  for (const [, from = '', to = ''] of copies) await cp(from, join(folder, to), { recursive: true });
  await prepare(folder);

  const port = await freePort();
  const url = `http://localhost:${port}`;
  const server = await startLeashed({
    program: process.execPath,
    args: ['server.js'],
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      HOSTNAME: '127.0.0.1',
      PORT: String(port),
      APP_URL: url,
      ...variables,
    },
    ready: /Ready in/,
    output: await openLog(port),
    ending: 'SIGKILL',
  });
  // As in application.ts: it says so a moment too early.
  await fetch(new URL('/robots.txt', url), { redirect: 'manual' });
  return {
    url,
    server,
    async remove() {
      server.kill('SIGKILL');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

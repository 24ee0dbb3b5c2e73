import { TEST_ENVIRONMENT } from '../test/environment';
import { freePort } from '../test/free-port';
import { startLeashed } from '../test/leashed-process';

/** Starts the production build on a free port, with these services. */
export async function startApplication(services: Record<string, string>) {
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const application = await startLeashed({
    program: process.execPath,
    args: ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(port)],
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
    ending: 'SIGKILL',
  });
  application.stdout?.pipe(process.stdout);
  application.stderr?.pipe(process.stderr);
  return { url, stop: () => application.kill('SIGKILL') };
}

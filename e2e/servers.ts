import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../db/migrate.mjs';
import { openInbox } from '../local/inbox.mjs';
import { TEST_ENVIRONMENT } from '../test/environment';
import { freePort } from '../test/free-port';
import { startLeashed } from '../test/leashed-process';
import { startPostgres } from '../test/postgres';
import { startRedis } from '../test/redis';
import { startUpstashBridge } from '../test/upstash-bridge';

/** Starts the production build with real services. The journeys find the addresses in their environment. */
export default async function startServers() {
  const mails = await mkdtemp(join(tmpdir(), 'latchkey-mails-'));
  const inbox = await openInbox(mails, await freePort(), await freePort());
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const token = 'a-token-for-tests';
  const bridge = await startUpstashBridge({ redisPort: redis.port, token });
  await migrate(postgres.url);

  const port = await freePort();
  const appUrl = `http://localhost:${port}`;
  const application = await startLeashed({
    program: process.execPath,
    args: ['node_modules/next/dist/bin/next', 'start', '--hostname', '127.0.0.1', '--port', String(port)],
    env: {
      ...process.env,
      ...TEST_ENVIRONMENT,
      NODE_ENV: 'production',
      APP_URL: appUrl,
      DATABASE_URL: postgres.url,
      SMTP_URL: inbox.smtpUrl,
      // Each journey says which client it is.
      TRUSTED_PROXY_HOPS: '1',
      UPSTASH_REDIS_REST_URL: bridge.url,
      UPSTASH_REDIS_REST_TOKEN: token,
    },
    ready: /Ready in/,
    ending: 'SIGKILL',
  });
  application.stdout?.pipe(process.stdout);
  application.stderr?.pipe(process.stderr);

  Object.assign(process.env, {
    E2E_APP_URL: appUrl,
    E2E_INBOX_URL: inbox.page,
    E2E_DATABASE_URL: postgres.url,
  });
  return async () => {
    application.kill('SIGKILL');
    await Promise.all([bridge.stop(), inbox.close(), postgres.stop(), redis.stop()]);
    await rm(mails, { recursive: true, force: true });
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../db/migrate.mjs';
import { openInbox } from '../local/inbox.mjs';
import { freePort } from '../test/free-port';
import { startPostgres } from '../test/postgres';
import { startRedis } from '../test/redis';
import { startUpstashBridge } from '../test/upstash-bridge';
import { startApplication } from './application';

/** Starts the production build with real services. The journeys find the addresses in their environment. */
export default async function startServers() {
  const mails = await mkdtemp(join(tmpdir(), 'latchkey-mails-'));
  const inbox = await openInbox(mails, await freePort(), await freePort());
  const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
  const token = 'a-token-for-tests';
  const bridge = await startUpstashBridge({ redisPort: redis.port, token });
  await migrate(postgres.url);

  const application = await startApplication({
    DATABASE_URL: postgres.url,
    SMTP_URL: inbox.smtpUrl,
    UPSTASH_REDIS_REST_URL: bridge.url,
    UPSTASH_REDIS_REST_TOKEN: token,
    RELATED_ORIGINS: 'https://latchkey.example,https://latchkey.test',
    SECURITY_CONTACT: 'mailto:security@example.com',
  });

  Object.assign(process.env, {
    E2E_APP_URL: application.url,
    E2E_INBOX_URL: inbox.page,
    E2E_DATABASE_URL: postgres.url,
    E2E_SMTP_URL: inbox.smtpUrl,
    E2E_REDIS_PORT: String(redis.port),
  });
  return async () => {
    application.stop();
    await Promise.all([bridge.stop(), inbox.close(), postgres.stop(), redis.stop()]);
    await rm(mails, { recursive: true, force: true });
  };
}

import { readFile } from 'node:fs/promises';
import { migrate } from '../db/migrate.mjs';
import { startPostgres } from '../test/postgres';
import { query } from '../test/query';
import { startRedis } from '../test/redis';
import { startUpstashBridge } from '../test/upstash-bridge';
import { openMailSink } from './mail-sink';

/** What applications need beside themselves: one Postgres with a database for each, Redis, and a place for mails. */
export async function startServices() {
  const [postgres, redis, mails] = await Promise.all([startPostgres(), startRedis(), openMailSink()]);
  const token = 'a-token-for-tests';
  const bridge = await startUpstashBridge({ redisPort: redis.port, token });

  /** A database of its own, with the tables of a file, or with Latchkey's. */
  async function database(name: string, tables?: string): Promise<string> {
    await query(postgres.url, `create database ${name}`);
    const url = new URL(`/${name}`, postgres.url).href;
    if (tables) await query(url, await readFile(tables, 'utf8'));
    else await migrate(url);
    return url;
  }

  return {
    database,
    mails,
    store: { UPSTASH_REDIS_REST_URL: bridge.url, UPSTASH_REDIS_REST_TOKEN: token },
    async emptyStore() {
      const headers = { authorization: `Bearer ${token}` };
      await fetch(bridge.url, { method: 'POST', headers, body: '["FLUSHALL"]' });
    },
    async stop() {
      mails.close();
      await Promise.all([bridge.stop(), postgres.stop(), redis.stop()]);
    },
  };
}

export type Services = Awaited<ReturnType<typeof startServices>>;

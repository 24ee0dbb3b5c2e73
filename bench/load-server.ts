import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { setTimeout as pass } from 'node:timers/promises';
import { TEST_ENVIRONMENT } from '../test/environment';
import { freePort } from '../test/free-port';
import { startLeashed } from '../test/leashed-process';
import { query } from '../test/query';
import { insertPeople } from './load-people';
import { startServices } from './services';

const LOG = 'test-results/load.log';

/** The production build with Postgres, Redis and a mail server, and with people who are signed in. */
export async function startLoadedServer() {
  const services = await startServices();
  const database = await services.database('latchkey');
  await insertPeople(database);

  const port = await freePort();
  const url = `http://localhost:${port}`;
  await mkdir('test-results', { recursive: true });
  const server = await startLeashed({
    program: process.execPath,
    // Says after each collection how much is alive.
    args: [
      '--trace-gc',
      'node_modules/next/dist/bin/next',
      'start',
      '--hostname',
      '127.0.0.1',
      '--port',
      String(port),
      // As `npm start` does.
      '--keepAliveTimeout',
      '130000',
    ],
    env: {
      ...process.env,
      ...TEST_ENVIRONMENT,
      ...services.store,
      NODE_ENV: 'production',
      APP_URL: url,
      DATABASE_URL: database,
      SMTP_URL: services.mails.url,
      TRUSTED_PROXY_HOPS: '1',
    },
    ready: /Ready in/,
    output: createWriteStream(LOG),
    ending: 'SIGKILL',
  });
  await fetch(`${url}/robots.txt`);

  let alive = 0;
  server.stdout?.on('data', (chunk: Buffer) => {
    for (const [, megabytes] of String(chunk).matchAll(/Mark-Compact.*? -> ([\d.]+)/g))
      alive = Number(megabytes);
  });
  return {
    url,
    pid: Number(server.pid),
    mails: services.mails,
    /** Megabytes of the heap that were alive at the last full collection. */
    heap: () => alive,
    /** Transactions in Postgres, and commands to the store, so far. */
    async asked() {
      // Postgres adds up what its connections have done once a second.
      await pass(1_500);
      const [row] = await query(
        new URL('/postgres', database).href,
        'select xact_commit::int as n from pg_stat_database where datname = $1',
        ['latchkey'],
      );
      const headers = { authorization: `Bearer ${services.store.UPSTASH_REDIS_REST_TOKEN}` };
      const body = '["INFO", "commandstats"]';
      const answer = await fetch(services.store.UPSTASH_REDIS_REST_URL, { method: 'POST', headers, body });
      const calls = /cmdstat_eval:calls=(\d+)/.exec((await answer.json()).result)?.[1];
      return { transactions: Number(row?.n), commands: Number(calls) };
    },
    async stop() {
      server.kill('SIGKILL');
      await services.stop();
    },
  };
}

export type LoadedServer = Awaited<ReturnType<typeof startLoadedServer>>;

import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { migrate } from '@/db/migrate.mjs';
import { policy } from '@/lib/policy';
import { startPostgres } from '@/test/postgres';
import { query } from '@/test/query';
import { startRedis } from '@/test/redis';
import { startUpstashBridge } from '@/test/upstash-bridge';

const TOKEN = 'the-token-of-the-store';
const [postgres, redis] = await Promise.all([startPostgres(), startRedis()]);
const bridge = await startUpstashBridge({ redisPort: redis.port, token: TOKEN });
await migrate(postgres.url);
afterAll(() => Promise.all([bridge.stop(), postgres.stop(), redis.stop()]));

const well = {
  ...{ node: 'ok', secret: 'ok', origin: 'ok', rpId: 'ok', cookies: 'ok', proxies: 'ok' },
  ...{ database: 'ok', migrations: 'ok', clock: 'ok', store: 'ok' },
};
const { migrations: _, clock: __, ...withoutDatabase } = { ...well, database: 'failed' };

beforeEach(() => {
  vi.resetModules();
  Object.assign(process.env, {
    DATABASE_URL: postgres.url,
    UPSTASH_REDIS_REST_URL: bridge.url,
    UPSTASH_REDIS_REST_TOKEN: TOKEN,
  });
});
afterEach(async () => {
  bridge.hang(false);
  postgres.resume();
  const kept = globalThis as { latchkeyDatabase?: { $client: { end(): Promise<void> } } };
  delete kept.latchkeyDatabase;
});

test('while all is well it says so with a 200, to caches nothing', async () => {
  const { GET } = await import('./route');
  const answer = await GET();
  expect(answer.status).toBe(200);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(await answer.json()).toEqual({ status: 'ok', checks: well });
});

test('what is kept in the store meanwhile expires, and nothing stays', async () => {
  await ask();
  expect(await redisSays('DBSIZE')).toBe(0);
});

test('50 who ask at once share one look, and whoever asks a moment later has it too', async () => {
  const { GET } = await import('./route');
  const before = bridge.requests();
  const answers = await Promise.all(Array.from({ length: 50 }, () => GET()));
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  // One puts, one takes.
  expect(bridge.requests() - before).toBe(2);
  await GET();
  expect(bridge.requests() - before).toBe(2);
  await pause(policy.health.kept * 1000 + 100);
  await GET();
  expect(bridge.requests() - before).toBe(4);
});

test('without Redis, too, it says so with a 200', async () => {
  Object.assign(process.env, { UPSTASH_REDIS_REST_URL: '', UPSTASH_REDIS_REST_TOKEN: '' });
  expect(await ask()).toMatchObject({ status: 200, body: { checks: well } });
  expect(await query(postgres.url, 'select * from ephemeral')).toEqual([]);
});

test('while the store hangs it says so with a 503', async () => {
  bridge.hang(true);
  expect(await ask()).toEqual({
    status: 503,
    body: { status: 'unfit', checks: { ...well, store: 'failed' } },
  });
});

test('while the store is down, then while it is back', async () => {
  await redis.kill();
  expect(await ask()).toMatchObject({ status: 503, body: { checks: { ...well, store: 'failed' } } });
  await redis.start();
});

test('while the token is wrong', async () => {
  process.env.UPSTASH_REDIS_REST_TOKEN = 'hunter2';
  expect(await ask()).toMatchObject({ status: 503, body: { checks: { ...well, store: 'failed' } } });
});

test('while the database hangs, also on a connection that it has', async () => {
  const { GET } = await import('./route');
  expect((await GET()).status).toBe(200);
  await pause(policy.health.kept * 1000 + 100);
  postgres.pause();
  const answer = await inTime(GET());
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ status: 'unfit', checks: withoutDatabase });
});

test('while the database hangs from the start, and all the store has is in it', async () => {
  Object.assign(process.env, { UPSTASH_REDIS_REST_URL: '', UPSTASH_REDIS_REST_TOKEN: '' });
  postgres.pause();
  expect(await ask()).toEqual({
    status: 503,
    body: { status: 'unfit', checks: { ...withoutDatabase, store: 'failed' } },
  });
});

test('while the database is down, and soon after it is back the 200 is too', async () => {
  const { GET } = await import('./route');
  await postgres.kill();
  expect((await inTime(GET())).status).toBe(503);
  await postgres.start();
  await expect.poll(async () => (await GET()).status, { timeout: 20_000, interval: 500 }).toBe(200);
});

test('while the database is not migrated', async () => {
  await query(postgres.url, 'create database behind');
  process.env.DATABASE_URL = postgres.url.replace(/\/postgres$/, '/behind');
  expect(await ask()).toEqual({
    status: 503,
    body: { status: 'unfit', checks: { ...well, migrations: 'failed' } },
  });
});

test('it tells no secret, host, version or error', async () => {
  process.env.DATABASE_URL = 'postgres://hunter2:hunter2@db.invalid/hunter2';
  process.env.UPSTASH_REDIS_REST_TOKEN = 'hunter2';
  const { status, body } = await ask();
  expect(status).toBe(503);
  expect(new Set(Object.values(body.checks))).toEqual(new Set(['ok', 'failed']));
  expect(JSON.stringify(body)).not.toMatch(/hunter2|invalid|localhost|127|\d|WRONGPASS|ENOTFOUND/);
});

async function ask() {
  const { GET } = await import('./route');
  const answer = await inTime(GET());
  return { status: answer.status, body: await answer.json() };
}

/** The answer; an error if it takes longer than any load balancer's check, and then some, for a busy machine. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  const begun = performance.now();
  const result = await work;
  expect(performance.now() - begun).toBeLessThan(3_000 + GRACE);
  return result;
}

const GRACE = 3_000;

async function redisSays(...command: string[]) {
  const response = await fetch(bridge.url, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}` },
    body: JSON.stringify(command),
  });
  return (await response.json()).result;
}

import { beforeEach, expect, inject, test, vi } from 'vitest';
import { db } from '@/db/client';
import { ephemeral } from '@/db/schema';
import { startUpstashBridge } from '@/test/upstash-bridge';
import { put } from './store';

const variables = { ...process.env };

beforeEach(() => {
  process.env = { ...variables };
  vi.resetModules();
});

test('Postgres holds what is put where no Upstash is configured', async () => {
  const { ephemeralStore } = await import('./configured');
  expect(ephemeralStore()).toBe(ephemeralStore());
  await ephemeralStore().run(put('kept in Postgres', 1, 60));
  expect(await db().select({ key: ephemeral.key }).from(ephemeral)).toEqual([{ key: 'kept in Postgres' }]);
});

test.each([
  ['UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN'],
  ['KV_REST_API_URL', 'KV_REST_API_TOKEN'],
])('Upstash holds it where %s and %s are set', async (url, token) => {
  const bridge = await startUpstashBridge({ redisPort: inject('redisPort'), token: 'token' });
  Object.assign(process.env, { [url]: bridge.url, [token]: 'token' });
  const { ephemeralStore } = await import('./configured');
  await ephemeralStore().run(put('kept at Upstash', 1, 60));
  expect(bridge.requests()).toBe(1);
  await bridge.stop();
});

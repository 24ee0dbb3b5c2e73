import { Redis } from '@upstash/redis';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { startUpstashBridge } from './upstash-bridge';

let bridge: Awaited<ReturnType<typeof startUpstashBridge>>;
let redis: Redis;

beforeAll(async () => {
  bridge = await startUpstashBridge({ redisPort: inject('redisPort'), token: 'token' });
  redis = new Redis({ url: bridge.url, token: 'token', retry: { retries: 0 }, enableAutoPipelining: false });
});
afterAll(() => bridge.stop());

test('single commands, pipelines and transactions work as they do with Upstash, by the client as it comes', async () => {
  expect(await redis.set('bridge', { text: 'ä 🦊' })).toBe('OK');
  expect(await redis.get('bridge')).toEqual({ text: 'ä 🦊' });
  expect(await redis.get('absent')).toBeNull();
  expect(await redis.pipeline().incr('bridged').rpush('list', 'a', 'b').lrange('list', 0, -1).exec()).toEqual(
    [1, 2, ['a', 'b']],
  );
  expect(await redis.multi().incr('bridged').del('list').exec()).toEqual([2, 1]);
});

test('errors of Redis are told as Upstash tells them', async () => {
  await redis.set('word', 'word');
  await expect(redis.incr('word')).rejects.toThrow('ERR value is not an integer');
  await expect(redis.pipeline().get('word').incr('word').exec()).rejects.toThrow(
    'Command 2 [ incr ] failed: ERR value is not an integer',
  );
  const stranger = new Redis({ url: bridge.url, token: 'wrong', retry: { retries: 0 } });
  await expect(stranger.get('word')).rejects.toThrow('WRONGPASS');
});

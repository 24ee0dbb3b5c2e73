import { ne, sql } from 'drizzle-orm';
import pg from 'pg';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { connect } from '@/db/client';
import { ephemeral } from '@/db/schema';
import { postgresStore } from './postgres';
import { count, put, read, remove, StoreUnavailable, take } from './store';

const database = connect(process.env.DATABASE_URL ?? '');
const store = postgresStore(database);

beforeEach(() => database.delete(ephemeral));
afterAll(() => database.$client.end());

test('rows that have expired count as absent while they are still there', async () => {
  await writeExpired('read', 'taken', 'removed', 'counted', 'put');
  const answers = await store.run(
    read('read'),
    take('taken'),
    remove('removed'),
    count('counted', 60),
    put('put', 'anew', 60),
  );
  expect(answers).toEqual([null, null, false, 1, undefined]);
  expect(await store.run(count('counted', 60), read('put'))).toEqual([2, 'anew']);
});

test('every run clears away some rows that have expired, and no others', async () => {
  await writeExpired(...Array.from({ length: 15 }, (_, index) => `expired ${index}`));
  await store.run(put('live', 1, 60));
  expect(await database.$count(ephemeral)).toBe(6);
  await store.run(read('live'));
  expect(await database.select({ key: ephemeral.key }).from(ephemeral)).toEqual([{ key: 'live' }]);
});

test('clearing away does not wait for rows that others hold', async () => {
  await writeExpired('held', 'free');
  const holder = await lock('held');
  await store.run(put('live', 1, 60));
  expect(await database.$count(ephemeral, ne(ephemeral.key, 'live'))).toBe(1);
  await holder.end();
});

test('runs that name the same keys in opposite orders do not block each other for good', async () => {
  await writeExpired(...Array.from({ length: 100 }, (_, index) => `expired ${index}`));
  for (let round = 0; round < 20; round += 1) {
    const runs = Array.from({ length: 20 }, (_, index) =>
      index % 2 ? store.run(count('a', 60), count('b', 60)) : store.run(count('b', 60), count('a', 60)),
    );
    await Promise.all(runs);
  }
  expect(await store.run(read('a'), read('b'))).toEqual([400, 400]);
});

test('a run that another transaction blocks is given up after two seconds, and not sent again', async () => {
  await store.run(count('blocked', 60));
  const holder = await lock('blocked');
  const begun = performance.now();
  await expect(store.run(count('blocked', 60))).rejects.toThrow(StoreUnavailable);
  expect(performance.now() - begun).toBeLessThan(3_000);
  await holder.end();
  // What was given up was not called back: Postgres does it as soon as it can.
  await expect.poll(() => store.run(read('blocked')), { timeout: 10_000 }).toEqual([2]);
  expect(await store.run(count('blocked', 60))).toEqual([3]);
});

/** Holds a row until the connection that is answered ends. */
async function lock(key: string) {
  const client = new pg.Client(process.env.DATABASE_URL);
  await client.connect();
  await client.query('begin');
  await client.query('select from ephemeral where key = $1 for update', [key]);
  return client;
}

async function writeExpired(...keys: string[]) {
  await database
    .insert(ephemeral)
    .values(keys.map((key) => ({ key, value: 7, expiresAt: sql`now() - interval '1 second'` })));
}

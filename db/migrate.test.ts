import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { query } from '@/test/query';
import { migrate } from './migrate.mjs';

const url = process.env.DATABASE_URL ?? '';
const others: pg.Client[] = [];

/** As if 0002 and what follows were still to come: two make indexes, for which nobody may write to the table. */
beforeEach(async () => {
  await query(url, 'drop index if exists security_events_at, security_events_left_address');
  await query(url, 'alter table users drop column if exists locale');
  await query(
    url,
    `delete from drizzle.__drizzle_migrations
    where id not in (select id from drizzle.__drizzle_migrations order by created_at limit 2)`,
  );
});
afterEach(async () => {
  await Promise.all(others.splice(0).map((client) => client.end()));
});

test('what is pending is applied once, whoever else migrates meanwhile', async () => {
  await Promise.all([migrate(url), migrate(url), migrate(url)]);
  expect(await hasIndex()).toBe(true);
  expect(await applied()).toBe(5);
});

test('a table in use is waited for by trying again', async () => {
  const writer = await holdEvents();
  const migrating = migrate(url, { tries: 10, pauseFor: 100 });
  const failure = migrating.catch((error) => error);
  await pause(1_500);
  expect(await hasIndex()).toBe(false);
  await writer.query('rollback');
  expect(await failure).toBeUndefined();
  expect(await hasIndex()).toBe(true);
});

test('meanwhile nobody waits for the migration for long', async () => {
  await holdEvents();
  const failure = migrate(url, { tries: 3, pauseFor: 300 }).catch((error) => error);
  let longest = 0;
  for (let request = 0; request < 20; request += 1) {
    const start = performance.now();
    const other = await connection();
    await other.query('begin');
    await other.query('lock table security_events in row exclusive mode');
    await other.query('rollback');
    longest = Math.max(longest, performance.now() - start);
    await pause(100);
  }
  await failure;
  // A second and what a busy machine adds; for ever without a limit.
  expect(longest).toBeLessThan(8_000);
});

test('in the end it gives up, says so, and has changed nothing', async () => {
  const writer = await holdEvents();
  await expect(migrate(url, { tries: 2, pauseFor: 1 })).rejects.toThrow('A table stayed in use');
  await writer.query('rollback');
  expect(await hasIndex()).toBe(false);
  expect(await applied()).toBe(2);
  await migrate(url);
  expect(await hasIndex()).toBe(true);
});

test('a large installation may have made the index before', async () => {
  await query(url, 'create index concurrently security_events_at on security_events (at)');
  await migrate(url);
  expect(await applied()).toBe(5);
});

/** Somebody in the middle of writing an event, as a sign-in does. */
async function holdEvents() {
  const client = await connection();
  await client.query('begin');
  await client.query('lock table security_events in row exclusive mode');
  return client;
}

async function connection() {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  others.push(client);
  return client;
}

async function hasIndex(): Promise<boolean> {
  return (await query(url, "select from pg_indexes where indexname = 'security_events_at'")).length === 1;
}

async function applied(): Promise<number> {
  return (await query(url, 'select from drizzle.__drizzle_migrations')).length;
}

import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPostgres } from './postgres';
import { query } from './query';

let postgres: Awaited<ReturnType<typeof startPostgres>>;

beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());

test('a killed server refuses, and comes back with its data on the same port', async () => {
  await query(postgres.url, 'create table kept (id int)');
  await postgres.kill();
  await expect(query(postgres.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  await postgres.start();
  expect(await query(postgres.url, 'select id from kept')).toEqual([]);
});

test('a paused server leaves old and new connections unanswered until it is resumed', async () => {
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  postgres.pause();
  const answers = Promise.all([client.query('select 1'), query(postgres.url, 'select 2')]);
  expect(await Promise.race([answers, wait(500, 'none')])).toBe('none');
  postgres.resume();
  await answers;
  await client.end();
});

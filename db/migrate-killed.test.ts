import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import pg from 'pg';
import { afterAll, expect, inject, test, vi } from 'vitest';
import { query } from '@/test/query';
import { migrate } from './migrate.mjs';

const server = inject('postgresUrl');
const name = `killed_${randomUUID().replaceAll('-', '')}`;
const url = new URL(`/${name}`, server).href;

afterAll(() => query(server, `drop database ${name} with (force)`));

test('a migration that is killed halfway leaves nothing behind, and the next one does it all', async () => {
  await query(server, `create database ${name} template template0`);
  const obstacle = new pg.Client({ connectionString: url });
  await obstacle.connect();
  await obstacle.query('begin');
  await obstacle.query('create table users (id int)');

  const migration = spawn(process.execPath, ['db/migrate.mjs'], {
    env: { ...process.env, DATABASE_URL: url },
  });
  const ended = once(migration, 'exit');
  const halfway = `select from pg_locks where not granted and database = (select oid from pg_database where datname = '${name}')
    union all select from pg_stat_activity where datname = '${name}' and wait_event_type = 'Lock'`;
  await vi.waitUntil(async () => (await query(server, halfway)).length > 0, {
    timeout: 30_000,
    interval: 20,
  });
  migration.kill('SIGKILL');
  await ended;
  await obstacle.query('rollback');
  await obstacle.end();
  expect(await query(url, `select to_regclass('users') as users`)).toEqual([{ users: null }]);

  await migrate(url);
  const [{ applied }] = (await query(
    url,
    'select count(*)::int as applied from drizzle.__drizzle_migrations',
  )) as [{ applied: number }];
  expect(applied).toBe(readdirSync('db/migrations').filter((file) => file.endsWith('.sql')).length);
});

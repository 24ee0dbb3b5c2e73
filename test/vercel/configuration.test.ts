import { execFileSync } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { query } from '../query';
import { buildForVercel, copyProject } from './build';
import { PRODUCTION } from './environment';

const postgresUrl = inject('postgresUrl');
const databaseUrl = new URL('/untouched', postgresUrl).href;
let copy = '';

beforeAll(async () => {
  await query(postgresUrl, 'create database untouched template template0');
  copy = await copyProject();
});
afterAll(() => rm(copy, { recursive: true }));

test('a configuration that is not fit stops the build, tells every problem, and changes nothing', async () => {
  const { status, output } = await buildForVercel(copy, {
    ...PRODUCTION,
    POSTGRES_URL: databaseUrl,
    AUTH_SECRET: 'short',
    MAIL_FROM: '',
  });
  expect(status).not.toBe(0);
  expect(output).toContain('AUTH_SECRET is too short');
  expect(output).toContain('MAIL_FROM is missing');
  expect(output).not.toContain('Creating an optimized production build');
  expect(await isMigrated()).toBe(false);
});

test('a database that does not answer stops the build', async () => {
  const { status, output } = await buildForVercel(copy, {
    ...PRODUCTION,
    POSTGRES_URL: 'postgres://postgres@127.0.0.1:9/nowhere',
  });
  expect(status).not.toBe(0);
  expect(output).toContain('ECONNREFUSED');
  expect(output).not.toContain('Creating an optimized production build');
});

test('a preview migrates a database only if told that it is its own', async () => {
  const preview = { PATH: process.env.PATH, NODE_ENV: 'production', VERCEL_ENV: 'preview' } as const;
  const migrate = (env: NodeJS.ProcessEnv) =>
    execFileSync(process.execPath, ['db/migrate.mjs'], {
      env: { ...env, POSTGRES_URL: databaseUrl },
      encoding: 'utf8',
    });
  expect(migrate(preview)).toContain('MIGRATE_PREVIEWS=1');
  expect(await isMigrated()).toBe(false);
  migrate({ ...preview, MIGRATE_PREVIEWS: '1' });
  expect(await isMigrated()).toBe(true);
});

async function isMigrated() {
  const schemas = await query(databaseUrl, `select nspname from pg_namespace where nspname = 'drizzle'`);
  return schemas.length > 0;
}

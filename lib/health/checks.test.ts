import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { query } from '@/test/query';
import { parseEnv } from '../env';
import { look } from './check';
import { configurationProbe } from './configuration';
import { databaseProbe } from './database';

const SECRET = 'a-secret-for-tests-alone-0123456789-abcdefghijk';
const fit = {
  APP_URL: 'https://accounts.example.com',
  AUTH_SECRET: SECRET,
  DATABASE_URL: 'postgres://user:password@host/name',
  SMTP_URL: 'smtp://mail.example.com',
  MAIL_FROM: 'a@example.com',
};

test.each([
  { seconds: 0, outcome: 'ok' },
  { seconds: 4, outcome: 'ok' },
  { seconds: -4, outcome: 'ok' },
  { seconds: 20, outcome: 'warning' },
  { seconds: -20, outcome: 'warning' },
  { seconds: 60, outcome: 'failed' },
  { seconds: -86_400, outcome: 'failed' },
])('SE17: a clock that is $seconds s ahead of the database is: $outcome', async ({ seconds, outcome }) => {
  const checks = await look([databaseProbe(db(), () => Date.now() + seconds * 1000)]);
  const clock = checks.find(({ name }) => name === 'clock');
  expect(clock?.outcome).toBe(outcome);
  if (outcome !== 'ok') expect(clock?.says).toContain(seconds > 0 ? 'ahead of' : 'behind');
});

test.each([
  ['18.20.8', 'failed'],
  ['20.18.3', 'failed'],
  ['20.19.0', 'ok'],
  ['22.1.0', 'ok'],
  ['24.4.1', 'ok'],
])('Node.js %s is: %s', async (version, outcome) => {
  const checks = await look([configurationProbe(parseEnv(fit), version)]);
  expect(checks.find(({ name }) => name === 'node')?.outcome).toBe(outcome);
});

test('a database that knows migrations of a later version is fine, and one that has skipped ours is not', async () => {
  const url = process.env.DATABASE_URL ?? '';
  await query(
    url,
    `insert into drizzle.__drizzle_migrations (hash, created_at) values ('later', 9999999999999)`,
  );
  expect(await outcomeOf('migrations')).toBe('ok');
  const [skipped] = await query(
    url,
    'delete from drizzle.__drizzle_migrations where id = (select min(id) from drizzle.__drizzle_migrations) returning *',
  );
  expect(await outcomeOf('migrations')).toBe('failed');
  await query(url, 'insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)', [
    skipped.hash,
    skipped.created_at,
  ]);
  expect(await outcomeOf('migrations')).toBe('ok');
});

test('no check shows a secret', async () => {
  const previous = 'the-secret-that-was-in-use-until-yesterday';
  const told = JSON.stringify(
    await look([configurationProbe(parseEnv({ ...fit, AUTH_SECRET_PREVIOUS: previous }))]),
  );
  expect(told).toContain('AUTH_SECRET_PREVIOUS');
  for (const secret of [SECRET, previous, 'password']) expect(told).not.toContain(secret);
});

test('a probe that throws, and one that never answers, are failed checks of their names, with their cures', async () => {
  const cure = 'Do something.';
  const throwing = { name: 'throwing', cure, look: () => Promise.reject(new TypeError('hunter2')) };
  const hanging = { name: 'hanging', cure, patience: 100, look: () => new Promise<never>(() => {}) };
  expect(await look([throwing, hanging])).toEqual([
    { name: 'throwing', outcome: 'failed', says: 'It failed: TypeError.', cure },
    { name: 'hanging', outcome: 'failed', says: 'No answer within 0.1 s.', cure },
  ]);
});

async function outcomeOf(name: string) {
  return (await look([databaseProbe(db())])).find((check) => check.name === name)?.outcome;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DrizzleQueryError } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { documentedEvents } from '@/test/documented-events';
import { keepLog } from '@/test/kept-log';
import { AuthFailure } from './errors';
import { log } from './log';
import { logOutcome } from './log-outcome';
import { logRequestError, sealConsole } from './sealed-console';

const keptLog = keepLog();
let before = 0;
beforeEach(() => {
  before = keptLog().length;
});
const measured = { ms: 12, client: 'a-keyed-hash' };

test('a line is JSON with its time, level and event, and without what is not known', () => {
  log('warn', 'passkey.sign_count_regressed', { backupEligible: 'true', reason: undefined });
  expect(lines()).toEqual([
    {
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      level: 'warn',
      event: 'passkey.sign_count_regressed',
      backupEligible: 'true',
    },
  ]);
});

test('what a person did is told as done, refused with the reason, or failed', () => {
  logOutcome('sign_in.open_link', 'done', measured);
  logOutcome('sign_in.open_link', new AuthFailure('link_wrong', { reason: 'hash' }), measured);
  logOutcome('sign_in.open_link', new AuthFailure('unavailable', { cause: queryError() }), measured);
  logOutcome('sign_in.open_link', new TypeError('token is not iterable'), measured);
  expect(lines().map(({ time: _, event: __, ...fields }) => fields)).toEqual([
    { level: 'info', outcome: 'done', ...measured },
    { level: 'info', outcome: 'refused', code: 'link_wrong', reason: 'hash', ...measured },
    { level: 'error', outcome: 'failed', code: 'unavailable', error: 'Error:ECONNRESET', ...measured },
    { level: 'error', outcome: 'failed', error: 'TypeError', ...measured },
  ]);
});

test('IF17: errors that the framework writes become a line without their message, their properties and their stack', async () => {
  const kept = { ...console };
  try {
    sealConsole();
    console.error(queryError());
    console.error('\u001b[31m⨯\u001b[0m Failed to handle request for /sign-in/link?token=secret', 'secret');
    console.warn('%s', new AuthFailure('link_wrong', { cause: 'secret' }), { secret: 'secret' });
    console.error();
  } finally {
    Object.assign(console, kept);
  }
  await expect.poll(lines).toHaveLength(4);
  expect(lines().map(({ time: _, ...fields }) => fields)).toEqual([
    { level: 'error', event: 'process.said', error: 'Error:ECONNRESET', at: inThisFile },
    { level: 'error', event: 'process.said', words: 'Failed to handle request for' },
    { level: 'warn', event: 'process.said', error: 'AuthFailure:link_wrong', at: inThisFile },
    { level: 'error', event: 'process.said' },
  ]);
  expect(tail()).not.toContain('secret');
});

test('an error of a request is one line, though the framework writes it as well', async () => {
  const kept = { ...console };
  const escaped = Object.assign(queryError(), { digest: '123' });
  try {
    sealConsole();
    console.error(escaped);
    await Promise.resolve();
    logRequestError(escaped, '/account');
    console.error('after it');
  } finally {
    Object.assign(console, kept);
  }
  await expect.poll(lines).toHaveLength(2);
  expect(lines()).toMatchObject([
    { event: 'request.failed', route: '/account', error: 'Error:ECONNRESET', at: inThisFile, digest: '123' },
    { event: 'process.said', words: 'after it' },
  ]);
  expect(tail()).not.toContain('secret');
});

test('the events in the source are those in docs/operate.md', () => {
  const files = ['app', 'lib', 'operate'].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /(?<!\.test)\.tsx?$/.test(path))
      .map((path) => join(folder, path)),
  );
  const source = [...files, 'middleware.ts'].map((path) => readFileSync(path, 'utf8')).join('\n');
  const events = [...source.matchAll(EVENT)].map(([, ...names]) => names.find(Boolean) ?? '');
  expect([...new Set(events)].sort()).toEqual(documentedEvents().sort());
});

/** First in a call, the name of an action, in an object, or last in the call of whoever logs a failure. */
const EVENT =
  /(?:\b(?:formAction|guardedAction|scriptAction|fetched|quietFor)\(\s*|\blog\(\s*[^,()]+,\s*)'([a-z_]+(?:\.[a-z_]+)?)'|\b(?:event|failure): '([a-z_]+\.[a-z_]+)'|\bscheduled\([^']*'([a-z_.]+)'\)/g;

const inThisFile = expect.stringMatching(/^log\.test\.ts:\d+:\d+$/);

function queryError() {
  const cause = Object.assign(new Error('secret cause'), { code: 'ECONNRESET' });
  return new DrizzleQueryError('select secret', ['secret'], cause);
}

function tail(): string {
  return keptLog().slice(before);
}

function lines(): Record<string, unknown>[] {
  return tail()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { populate } from '@/test/population';
import { statements } from '@/test/statements';
import { connect, type Database } from './client';

// Postgres itself tells what it did for every statement, for those that foreign keys run as well
// (PostgreSQL documentation, "auto_explain"): with the statistics of a database that has so many accounts.
const ACCOUNTS = 20_000;
/** Rows of one table that a statement may look at: what an account has, or a batch. */
const MOST = 250;

const { DATABASE_URL = '' } = process.env;
const scans: Scan[] = [];

beforeAll(async () => {
  await populate(DATABASE_URL, ACCOUNTS);
  (globalThis as { latchkeyDatabase?: Database }).latchkeyDatabase = explained(DATABASE_URL);
});

test('every function of db/ that asks the database is here', async () => {
  const files = readdirSync(import.meta.dirname).filter((file) => /^[\w-]+\.ts$/.test(file));
  const modules = await Promise.all(files.map((file) => import(join(import.meta.dirname, file))));
  const asking = modules
    .flatMap((module) => Object.entries(module))
    .filter(([, value]) => Object.prototype.toString.call(value) === '[object AsyncFunction]')
    .map(([name]) => name);
  const asked = Object.keys(statements).map((name) => name.split(',')[0] ?? '');
  expect([...new Set([...asked, ...Object.keys(NOT_HERE)])].sort()).toEqual(asking.sort());
});

describe(`With ${ACCOUNTS} accounts, no more rows are read than an account has:`, () => {
  test.each([...Object.keys(statements).entries()])('%i. %s', async (position, name) => {
    scans.length = 0;
    await statements[name]?.(100 * (position + 1));
    expect(scans).not.toEqual([]);
    expect(scans.filter(({ by, rows }) => by.includes('Seq Scan') || rows > MOST)).toEqual([]);
  });
});

/** Functions that are no request's, or whose statements others here send. */
const NOT_HERE: Record<string, string> = {
  searchUsers: 'an operator looks through all accounts, as its words say',
  databaseNow: 'reads no table',
  readCondition: 'reads no table',
  readMissingMigrations: 'reads the list of migrations',
  recordEvent: 'within others',
  holdAccount: 'within others',
  runOnAccount: 'within others',
};

/** The database, where each statement comes with a notice of its plan. */
function explained(url: string): Database {
  const address = new URL(url);
  const settings = {
    log_min_duration: 0,
    log_level: 'notice',
    log_format: 'json',
    log_analyze: 'on',
    log_timing: 'off',
  };
  const options = Object.entries({ ...settings, log_nested_statements: 'on' }).map(
    ([name, value]) => `-c auto_explain.${name}=${value}`,
  );
  address.searchParams.set('options', ['-c session_preload_libraries=auto_explain', ...options].join(' '));
  const database = connect(address.href);
  database.$client.on('connect', (client) =>
    client.on('notice', ({ message }) => {
      const plan = /plan:\n(\{.*\})$/s.exec(message ?? '')?.[1];
      if (plan) scans.push(...scansOf(JSON.parse(plan).Plan));
    }),
  );
  return database;
}

/** How a plan reads tables, and how many rows it had in its hands. */
function scansOf(plan: Plan): Scan[] {
  const within = (plan.Plans ?? []).flatMap(scansOf);
  const table = plan['Relation Name'];
  if (!table) return within;
  const looked = plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0);
  const index = plan['Index Name'] ?? '';
  return [
    ...within,
    { by: `${plan['Node Type']} ${index} on ${table}`, rows: looked * plan['Actual Loops'] },
  ];
}

type Scan = { by: string; rows: number };

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Plan[];
}

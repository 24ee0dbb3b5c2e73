import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { query } from '../query';
import { readFunctions } from './output';

const output = inject('buildOutput');
const functions = readFunctions(output);
const onNode = functions.filter(({ config }) => config.runtime !== 'edge');

/** Routes whose code computes Argon2 hashes: of pages, and of addresses that are no page. They share a function each. */
const HASHING = ['/sign-in', '/sign-in/check-email/status'];
/** Bytes of the middleware, which a sleeping edge has to fetch and read first. A rule of lib/ with zod would double it. */
const SMALL = 256_000;
/** Bytes of a function, unpacked: far below Vercel's 250 MB, and half as much again as today. */
const MODEST = 20_000_000;

test('the build checks the configuration, then brings the database up to date, then builds', async () => {
  const log = inject('buildLog');
  const steps = ['--configuration', 'The database is up to date.', 'Creating an optimized production build'];
  const places = steps.map((step) => log.indexOf(step));
  expect(places).not.toContain(-1);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  const [users] = await query(inject('databaseUrl'), `select to_regclass('users') is not null as exist`);
  expect(users).toEqual({ exist: true });
});

test('functions run on Node.js 24', () => {
  expect(new Set(onNode.map(({ config }) => config.runtime))).toEqual(new Set(['nodejs24.x']));
});

test('Argon2 is in the functions that hash, for this machine alone, and in no other', () => {
  const hashing = onNode.filter(({ routes }) => HASHING.some((route) => routes.includes(route)));
  expect(hashing.flatMap(({ routes }) => routes)).toEqual(expect.arrayContaining(HASHING));
  for (const built of functions) {
    const names = built.native.map((file) => file.split('/').at(-1));
    const expected = [expect.stringMatching(`^argon2\\.${process.platform}-${process.arch}`)];
    expect(names, built.routes[0]).toEqual(hashing.includes(built) ? expected : []);
  }
});

test('the middleware is small', () => {
  const source = readFileSync(join(output, 'functions/middleware.func/index.js'));
  console.log(
    `middleware: ${inKilobytes(source.length)}, ${inKilobytes(gzipSync(source).length)} compressed`,
  );
  expect(source.length).toBeLessThan(SMALL);
});

test('functions are of modest size', () => {
  for (const { routes, bytes } of onNode)
    console.log(`${inKilobytes(bytes)}: ${routes.join(' ') || 'unlisted'}`);
  expect(Math.max(...onNode.map(({ bytes }) => bytes))).toBeLessThan(MODEST);
});

test('each cron asks a route that is there', () => {
  const { crons }: { crons: { path: string }[] } = JSON.parse(
    readFileSync(join(output, 'config.json'), 'utf8'),
  );
  const routes = functions.flatMap((built) => built.routes);
  expect(crons.length).toBeGreaterThan(0);
  expect(crons.map(({ path }) => path).filter((path) => !routes.includes(path))).toEqual([]);
});

function inKilobytes(bytes: number) {
  return `${Math.round(bytes / 1000)} kB`;
}

import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect as connectSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../db/migrate.mjs';
import { openDatabase } from './database.mjs';
import { freePort } from './ports.mjs';
import { runScript } from './run-script';

const folder = mkdtempSync(join(tmpdir(), 'latchkey-database-'));
let database: Awaited<ReturnType<typeof openDatabase>>;

beforeAll(async () => {
  await writeARowAndDie();
  database = await openDatabase(folder, await freePort(25_400));
});

afterAll(async () => {
  await database.close();
  rmSync(folder, { recursive: true });
});

test('what was committed outlives a killed process', async () => {
  expect(await query('select word from kept')).toEqual([{ word: 'still here' }]);
});

test('migrations apply, and find nothing to do the second time', async () => {
  await migrate(database.url);
  const applied = await query('select hash from drizzle.__drizzle_migrations');
  expect(applied).not.toEqual([]);
  await migrate(database.url);
  expect(await query('select hash from drizzle.__drizzle_migrations')).toEqual(applied);
});

test('transactions of several connections are kept apart', async () => {
  await query('create table counter (value int)');
  await query('insert into counter values (0)');
  await Promise.all(Array.from({ length: 20 }, increment));
  expect(await query('select value from counter')).toEqual([{ value: 20 }]);
});

test('a statement whose parts arrive one by one is not mixed with those of others', async () => {
  const other = await connect();
  const slow = await sendParse("select 'slow'");
  const answer = other.query("select 'other' as who where $1", [true]);
  slow.write(Buffer.concat([message('B', '\0'.repeat(8)), message('E', '\0'.repeat(5)), message('S')]));
  expect(String((await once(slow, 'data'))[0])).toContain('slow');
  expect((await answer).rows).toEqual([{ who: 'other' }]);
  slow.destroy();
  await other.end();
});

test('a connection lost within a statement does not hold up the others', async () => {
  const lost = await sendParse("select 'lost'");
  const answer = query('select 1 as one');
  lost.destroy();
  expect(await answer).toEqual([{ one: 1 }]);
});

async function writeARowAndDie() {
  const writer = await runScript(`
    const { openDatabase } = await import(${JSON.stringify(new URL('database.mjs', import.meta.url))});
    const { default: pg } = await import(${JSON.stringify(import.meta.resolve('pg'))});
    const database = await openDatabase(${JSON.stringify(folder)}, ${await freePort(25_400)});
    const client = new pg.Client(database.url);
    await client.connect();
    await client.query("create table kept (word text); insert into kept values ('still here')");
    console.log('written');
  `);
  await writer.kill();
}

async function increment() {
  const client = await connect();
  await client.query('begin');
  const { rows } = await client.query('select value from counter');
  await client.query('update counter set value = $1', [rows[0].value + 1]);
  await client.query('commit');
  await client.end();
}

async function query(text: string, values: unknown[] = []) {
  const client = await connect();
  const { rows } = await client.query(text, values);
  await client.end();
  return rows;
}

async function connect() {
  const client = new pg.Client(database.url);
  await client.connect();
  return client;
}

/** Opens a connection that has said which statement it wants, but not yet to run it. */
async function sendParse(statement: string) {
  const { hostname, port } = new URL(database.url);
  const socket = connectSocket(Number(port), hostname);
  socket.write(message('', '\0\x03\0\0user\0postgres\0database\0postgres\0\0'));
  await once(socket, 'data');
  socket.write(Buffer.concat([message('P', `\0${statement}\0\0\0`), message('H')]));
  await once(socket, 'data');
  return socket;
}

/** A message of Postgres' wire protocol: its type, its length, its content. */
function message(type: string, content = '') {
  const length = Buffer.alloc(4);
  length.writeInt32BE(length.byteLength + content.length);
  return Buffer.concat([Buffer.from(type), length, Buffer.from(content)]);
}

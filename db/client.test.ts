import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { freePort } from '@/test/free-port';
import { startPostgres } from '@/test/postgres';
import { connect, type Database, isDatabaseFailure } from './client';

let postgres: Awaited<ReturnType<typeof startPostgres>>;
let database: Database;

beforeAll(async () => {
  postgres = await startPostgres();
  database = connect(postgres.url);
  await database.execute(sql`create table kept (id int primary key)`);
});
afterAll(async () => {
  await database.$client.end();
  await postgres.stop();
});

test('IF9: a query that Postgres does not answer fails after two seconds, and the next one works', async () => {
  await whilePaused(() => database.execute(sql`select 1`));
  expect((await database.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
});

test('IF9: transactions that Postgres does not let begin are not left open for the next query, nor fill the pool', async () => {
  const begin = () => database.transaction((open) => open.execute(sql`select 1`));
  await whilePaused(async () => {
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, begin));
    expect(outcomes.map(({ status }) => status)).not.toContain('fulfilled');
    throw (outcomes[0] as PromiseRejectedResult).reason;
  });
  await database.execute(sql`insert into kept values (1)`);
  expect(await idsFromElsewhere()).toContainEqual({ id: 1 });
});

test('IF9: a transaction that Postgres stops answering is not left open for the next query', async () => {
  const transaction = database.transaction(async (open) => {
    await open.execute(sql`insert into kept values (2)`);
    await whilePaused(() => open.execute(sql`select 1`));
    await open.execute(sql`select 1`);
  });
  await expect(transaction).rejects.toSatisfy(isDatabaseFailure);
  await database.execute(sql`insert into kept values (3)`);
  const ids = await idsFromElsewhere();
  expect(ids).toContainEqual({ id: 3 });
  expect(ids).not.toContainEqual({ id: 2 });
});

test('IF10: a server that dies takes a transaction along but not the process, and is used again when it is back', async () => {
  await openConnections();
  const transaction = database.transaction(async (open) => {
    await postgres.kill();
    await open.execute(sql`select 1`);
  });
  await expect(transaction).rejects.toSatisfy(isDatabaseFailure);
  await expect(database.execute(sql`select 1`)).rejects.toSatisfy(isDatabaseFailure);
  await expect(database.transaction(async () => {})).rejects.toSatisfy(isDatabaseFailure);
  await postgres.start();
  expect((await database.execute(sql`select 1 as one`)).rows).toEqual([{ one: 1 }]);
});

test('IF9: waiting for a connection is bounded', async () => {
  const busy = connect(inject('postgresUrl'));
  const clients = await Promise.all(Array.from({ length: 10 }, () => busy.$client.connect()));
  const begun = performance.now();
  await expect(busy.transaction(async () => {})).rejects.toSatisfy(isDatabaseFailure);
  expect(performance.now() - begun).toBeLessThan(3_000);
  for (const client of clients) client.release();
  await busy.$client.end();
});

test('what is wrong with the database is told from what is wrong with a query', async () => {
  await expect(
    connect(`postgres://127.0.0.1:${await freePort()}/x`).execute(sql`select 1`),
  ).rejects.toSatisfy(isDatabaseFailure);
  await expect(connect(new URL('/absent', postgres.url).href).transaction(async () => {})).rejects.toSatisfy(
    isDatabaseFailure,
  );
  await expect(database.execute(sql`select from no_such_table`)).rejects.toSatisfy(isDatabaseFailure);

  await expect(database.execute(sql`insert into kept values (9), (9)`)).rejects.not.toSatisfy(
    isDatabaseFailure,
  );
  await expect(database.execute(sql`select 'text'::int`)).rejects.not.toSatisfy(isDatabaseFailure);
  await expect(database.transaction(() => Promise.reject(new TypeError()))).rejects.not.toSatisfy(
    isDatabaseFailure,
  );
  expect(isDatabaseFailure(null)).toBe(false);
});

/** Does `work` while the server is paused: expects it to fail, and soon enough. */
async function whilePaused(work: () => Promise<unknown>) {
  await openConnections();
  postgres.pause();
  const begun = performance.now();
  try {
    await expect(work()).rejects.toSatisfy(isDatabaseFailure);
    expect(performance.now() - begun).toBeLessThan(3_000);
  } finally {
    postgres.resume();
  }
}

/** As many as the pool holds. */
async function openConnections() {
  await Promise.all(Array.from({ length: 10 }, () => database.execute(sql`select 1`)));
}

async function idsFromElsewhere() {
  const elsewhere = connect(postgres.url);
  const { rows } = await elsewhere.execute(sql`select id from kept`);
  await elsewhere.$client.end();
  return rows;
}

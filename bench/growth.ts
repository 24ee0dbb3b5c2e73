import { writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { connect } from '@/db/client';
import { migrate } from '@/db/migrate.mjs';
import { TEST_ENVIRONMENT } from '@/test/environment';
import { populate } from '@/test/population';
import { startPostgres } from '@/test/postgres';
import { query } from '@/test/query';
import { measureGrowth } from './growth-measures';
import { measurePurge } from './growth-purge';
import { growthReport } from './growth-report';

// `npm run bench:growth`: fills three databases with so many accounts, asks each what requests ask, and writes docs/growth.md.
// The largest takes a quarter of an hour and 25 GB; another number can be given: `npm run bench:growth -- 100000`.
const SIZES = [10, 10_000, Number(process.argv[2] ?? 5_000_000)];

const began = new Date();
const [busy = 0] = loadavg();
// A server that holds them already, from a run before, is used as it is.
const given = process.env.GROWTH_DATABASE_URL;
const server = given ? { url: given, stop: async () => {} } : await startTunedPostgres();
Object.assign(process.env, TEST_ENVIRONMENT, {
  APP_URL: 'http://localhost:3000',
  DATABASE_URL: server.url,
  SMTP_URL: 'smtp://127.0.0.1:9',
  LOG_LEVEL: 'silent',
});
try {
  const databases = [];
  for (const users of SIZES) {
    const url = await filled(users);
    await readIndexes(url);
    databases.push({ users, database: connect(url) });
  }
  const measured = await measureGrowth(databases);
  const largest = databases.at(-1);
  if (!largest) throw new Error('There is no database');
  const purged = await measurePurge(largest);
  const [facts] = await query(
    new URL(`/growth_${largest.users}`, server.url).href,
    `select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size`,
  );
  await writeFile('docs/growth.md', growthReport({ began, busy, sizes: SIZES, measured, purged, facts }));
  for (const { database } of databases) await database.$client.end();
} finally {
  await server.stop();
}

/** With as much memory as a database of this size is given, and settings that only speed up the filling. */
async function startTunedPostgres() {
  const postgres = await startPostgres();
  const settings = { shared_buffers: '3GB', max_wal_size: '4GB', wal_level: 'minimal', max_wal_senders: '0' };
  for (const [name, value] of Object.entries(settings)) {
    await query(postgres.url, `alter system set ${name} = '${value}'`);
  }
  await postgres.kill();
  await postgres.start();
  return postgres;
}

/** As on a server that has been up for a day. Tables are not read. */
async function readIndexes(url: string): Promise<void> {
  await query(url, 'create extension if not exists pg_prewarm');
  await query(
    url,
    `select pg_prewarm(indexrelid::regclass, 'read') from pg_index
    join pg_class c on c.oid = indrelid where relnamespace = 'public'::regnamespace`,
  );
}

/** The address of a database with so many accounts. */
async function filled(users: number): Promise<string> {
  const name = `growth_${users}`;
  const url = new URL(`/${name}`, server.url).href;
  const known = await query(server.url, 'select from pg_database where datname = $1', [name]);
  if (known.length > 0) return url;
  await query(server.url, `create database ${name}`);
  await migrate(url);
  await populate(url, users, (step) => console.log(`${users} accounts: ${step}`));
  return url;
}

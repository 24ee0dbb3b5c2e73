// Applies the migrations that a database has not seen yet. `npm run db:migrate` uses the configured one.
import { fileURLToPath, pathToFileURL } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { migrationUrl } from './database-url.mjs';

/** Any number: whoever migrates this database holds the advisory lock of this name meanwhile. */
const LOCK = 720_230_114;

/**
 * Brings a database up to date. Two at once take turns; the second finds nothing to do.
 * @param {string} databaseUrl
 */
export async function migrate(databaseUrl) {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await applyMigrations(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL('migrations', import.meta.url)),
    });
  } finally {
    await client.end();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const databaseUrl = migrationUrl(process.env);
  if (!databaseUrl) {
    console.error('DATABASE_URL is not set. Set it to the Postgres database to migrate.');
    process.exit(1);
  }
  await migrate(databaseUrl);
  console.log('The database is up to date.');
}

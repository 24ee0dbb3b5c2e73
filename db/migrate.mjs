// Applies the migrations that a database has not seen yet. `npm run db:migrate` uses the configured one.
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import nextEnv from '@next/env';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as applyMigrations } from 'drizzle-orm/node-postgres/migrator';
import pg from 'pg';
import { migrationUrl } from './database-url.mjs';

/** Any number: whoever migrates this database holds the advisory lock of this name meanwhile. */
const LOCK = 720_230_114;
/** SQLSTATE lock_not_available. */
const BUSY = '55P03';

/**
 * How long a statement may wait for a table that others use, in milliseconds: everybody who comes after it waits as well,
 * and a request of the application gives up after two seconds.
 */
const PATIENCE = 1_000;

/**
 * Brings a database up to date while the application runs. Two at once take turns; the second finds nothing to do. All
 * that is pending is one transaction: where a table stays in use it is undone, and tried again `tries` times in all, with
 * pauses in which whoever had to wait goes on. Throws when the last try finds it in use, or a migration fails.
 * @param {string} databaseUrl
 * @param {{ tries?: number, pauseFor?: number }} [options] pauses in milliseconds
 */
export async function migrate(databaseUrl, { tries = 10, pauseFor = 3_000 } = {}) {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await client.query(`set lock_timeout = ${PATIENCE}`);
    for (let left = tries - 1; !(await applied(client, left > 0)); left -= 1) await pause(pauseFor);
  } finally {
    await client.end();
  }
}

/**
 * False where a table is in use and `mayFail` lets it be.
 * @param {pg.Client} client
 * @param {boolean} mayFail
 */
async function applied(client, mayFail) {
  try {
    await applyMigrations(drizzle(client), {
      migrationsFolder: fileURLToPath(new URL('migrations', import.meta.url)),
    });
    return true;
  } catch (error) {
    if (!isBusy(error)) throw error;
    if (mayFail) return false;
    throw new Error('A table stayed in use, and nothing was migrated. Try again when there is less to do.', {
      cause: error,
    });
  }
}

/**
 * Why a database could not be brought up to date, in a sentence.
 * @param {unknown} error
 * @returns {string}
 */
export function reason(error) {
  if (!(error instanceof Error)) return String(error);
  if (error instanceof AggregateError) return error.errors.map(reason).join('; ');
  return error.cause ? `${error.message}: ${reason(error.cause)}` : error.message;
}

/** @param {unknown} error */
function isBusy(error) {
  const { cause = error } = /** @type {{ cause?: unknown }} */ (error);
  return cause instanceof pg.DatabaseError && cause.code === BUSY;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  // The .env files that `npm start` reads; what the shell has set wins.
  nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV === 'development', {
    info() {},
    error: console.error,
  });
  const databaseUrl = migrationUrl(process.env);
  if (!databaseUrl) {
    console.error('DATABASE_URL is not set. Set it to the Postgres database to migrate.');
    process.exit(1);
  }
  if (
    (process.env.VERCEL_TARGET_ENV || process.env.VERCEL_ENV) === 'preview' &&
    !process.env.MIGRATE_PREVIEWS
  ) {
    // It may be production's, which runs an older version.
    console.log(
      'A preview leaves its database as it is. Set MIGRATE_PREVIEWS=1 where it has one of its own.',
    );
  } else {
    try {
      await migrate(databaseUrl);
      console.log('The database is up to date.');
    } catch (error) {
      console.error(`The database could not be brought up to date: ${reason(error)}`);
      process.exitCode = 1;
    }
  }
}

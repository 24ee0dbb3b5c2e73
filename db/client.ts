import 'server-only';
import type { Socket } from 'node:net';
import { DrizzleQueryError } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { databaseUrl } from './database-url.mjs';
import * as schema from './schema';

/** How long Postgres may leave us waiting, in milliseconds. */
const PATIENCE = 2_000;

/**
 * The configured database. Connects at the first query, so that a build can import this without any configuration;
 * kept on globalThis, because development reloads modules and a build may bundle one several times.
 */
export function db(): Database {
  const url = databaseUrl(process.env);
  if (!url) throw new Error('DATABASE_URL is not set');
  kept.latchkeyDatabase ??= connect(url);
  return kept.latchkeyDatabase;
}

const kept = globalThis as { latchkeyDatabase?: Database };

/** A database of its own behind a small pool; `db` is the one to use. */
export function connect(url: string) {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'latchkey',
    max: 10,
    connectionTimeoutMillis: PATIENCE,
    idleTimeoutMillis: 10_000,
    allowExitOnIdle: true,
    keepAlive: true,
  });
  // An idle connection that is lost has left the pool already, and the next query opens another.
  pool.on('error', () => {});
  pool.on('connect', boundSilence);
  pool.on('acquire', (client) => socketOf(client).setTimeout(PATIENCE));
  pool.on('release', (_error, client) => socketOf(client).setTimeout(0));
  const database = drizzle(pool, { schema });
  // Drizzle's own would not give back the connection when `begin` fails; ten of those, and the pool is empty for good.
  database.transaction = async (work, config) => {
    const client = await pool.connect().catch((cause) => {
      throw new DrizzleQueryError('begin', [], cause);
    });
    try {
      return await drizzle(client, { schema }).transaction(work, config);
    } finally {
      client.release();
    }
  };
  return database;
}

/**
 * Cuts a connection in use on which nothing has moved for too long. Neither timeout of node-postgres will do: poolers
 * such as PgBouncer refuse connections that ask for `statement_timeout`, and after a `query_timeout` in a transaction
 * the connection returns to the pool with that transaction open.
 */
function boundSilence(client: pg.PoolClient) {
  const socket = socketOf(client);
  const silence = Object.assign(new Error('Postgres does not answer'), { code: 'ETIMEDOUT' });
  socket.on('timeout', () => socket.destroy(silence));
  // The query under way fails with the same error, but an `error` event that nobody hears ends the process.
  client.on('error', () => {});
}

function socketOf(client: pg.PoolClient) {
  return client.connection.stream as Socket;
}

/**
 * Whether an error comes from the database or the way to it, and not from what we asked of it: true for an unreachable,
 * overloaded or wrongly migrated database, false for values that it refused (SQLSTATE classes 22 and 23).
 */
export function isDatabaseFailure(error: unknown): boolean {
  return isQueryError(error) && !isRefusedValue(error);
}

/** Whether the database refused a value: out of its range or type, or against a constraint (SQLSTATE 22 and 23). */
export function isRefusedValue(error: unknown): boolean {
  if (!isQueryError(error)) return false;
  const { cause } = error;
  return cause instanceof pg.DatabaseError && /^2[23]/.test(cause.code ?? '');
}

/** Whether a row was locked by somebody else, and was not to be waited for (`nowait`). */
export function isLockTaken(error: unknown): boolean {
  return isQueryError(error) && error.cause instanceof pg.DatabaseError && error.cause.code === '55P03';
}

/** Told by its shape: the class may be another bundle's copy. */
function isQueryError(error: unknown): error is Error {
  return error instanceof Error && 'query' in error && 'params' in error;
}

export type Database = ReturnType<typeof connect>;

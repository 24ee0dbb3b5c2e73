import 'server-only';
import { type Database, isDatabaseFailure } from '@/db/client';
import { readCondition, readMissingMigrations } from '@/db/health';
import { policy } from '@/lib/policy';
import { type Check, failed, ok, type Probe, warning } from './check';

/** Whether Postgres answers, is migrated, and keeps our time. `now` is our clock, in milliseconds since 1970. */
export function databaseProbe(database: Database, now = Date.now): Probe {
  return { name: 'database', cure: CURE, look: () => look(database, now) };
}

async function look(database: Database, now: () => number): Promise<Check[]> {
  try {
    const begun = now();
    const { at, readOnly, migrated } = await readCondition(database);
    // It said so somewhere between; connecting takes most of the time.
    const ours = (begun + now()) / 2;
    return [
      readOnly
        ? failed('database', 'Postgres answers, but cannot be written.', READ_ONLY)
        : ok('database', 'Postgres answers.'),
      migrated ? await migrations(database) : failed('migrations', 'None has been applied.', MIGRATE),
      clock((ours - at) / 1000),
    ];
  } catch (error) {
    if (!isDatabaseFailure(error)) throw error;
    return [failed('database', refusal(error), CURE)];
  }
}

async function migrations(database: Database): Promise<Check> {
  const missing = await readMissingMigrations(database).catch((error) => {
    if (codeOf(error) !== '42501') throw error;
    return null;
  });
  if (!missing)
    return warning('migrations', 'Not known: this user may not read the record of them.', LET_READ);
  return missing.length === 0
    ? ok('migrations', 'All are applied.')
    : failed('migrations', `Not applied: ${missing.join(', ')}.`, MIGRATE);
}

/** `ahead` is by how many seconds our clock is ahead of the database's. */
function clock(ahead: number): Check {
  const off = Math.abs(ahead);
  const says = `This machine's clock is ${off.toFixed(off < 1 ? 2 : 0)} s ${ahead < 0 ? 'behind' : 'ahead of'} the database's.`;
  const cure = 'Let both machines keep time by NTP.';
  if (off > policy.health.clockTolerated) return failed('clock', says, cure);
  return off > policy.health.clockNoticed ? warning('clock', says, cure) : ok('clock', says);
}

/** What Postgres, or the way to it, said by its code; messages may hold addresses and names. */
function refusal(error: unknown): string {
  const code = codeOf(error) ?? 'ETIMEDOUT';
  return `Postgres cannot be used: ${REFUSALS[code] ?? code}.`;
}

/** SQLSTATE, or Node's own; null where node-postgres itself gave up on connecting. */
function codeOf(error: unknown): string | null {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : null;
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, and Node's own. */
const REFUSALS: Record<string, string> = {
  '28P01': 'it refuses the password',
  '28000': 'it refuses the user',
  '3D000': 'it has no database of that name',
  '53300': 'it has no connection to spare',
  '57P03': 'it is starting up or shutting down',
  ECONNREFUSED: 'nothing listens at its address',
  ENOTFOUND: 'its host is not known',
  ETIMEDOUT: 'it does not answer in time',
};

const CURE =
  'Check DATABASE_URL (or POSTGRES_URL): host, port, user, password, name; and that Postgres runs and lets this machine in.';
const READ_ONLY = 'Point DATABASE_URL at the primary, or end its read-only mode.';
const LET_READ = 'Grant the user of DATABASE_URL: usage on schema drizzle, select on its tables.';
const MIGRATE = 'Run: npm run db:migrate';

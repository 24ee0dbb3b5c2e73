import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import type { Database } from './client';

/** Most expired rows that one statement clears away: more than it can leave behind. */
const SWEEP = 10;

/** A string without its quotes, or the digits of a number. */
const text = sql`value #>> '{}'`;

/** `value` is JSON text, and kept as a string: jsonb itself refuses NUL and lone surrogates, which JSON can carry. */
export function putRow(key: string, value: string, seconds: number): Step {
  return {
    key,
    statement: (goesOn) => sql`
      insert into ephemeral (key, value, expires_at)
      select ${key}::text, to_jsonb(${value}::text), ${expiry(seconds)} where ${goesOn}
      on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
      returning null`,
  };
}

export function readRow(key: string): Step {
  return {
    key,
    statement: (goesOn) => sql`select ${text} from ephemeral where ${isLive(key)} and ${goesOn}`,
  };
}

/** As `readRow`; where there is none, the run ends. */
export function neededRow(key: string): Step {
  return { ...readRow(key), goesOn: (answer) => sql`${answer} is not null` };
}

/** Removes a row and answers its value. Of many at once, the later wait for the first and then find nothing. */
export function takeRow(key: string): Step {
  return {
    key,
    statement: (goesOn) => sql`delete from ephemeral where ${isLive(key)} and ${goesOn} returning ${text}`,
  };
}

/** Adds one to a row that is a number; where it is missing or has expired, starts it anew. */
export function countRow(key: string, seconds: number): Step {
  return {
    key,
    statement: (goesOn) => sql`
      insert into ephemeral as counter (key, value, expires_at)
      select ${key}::text, '1'::jsonb, ${expiry(seconds)} where ${goesOn}
      on conflict (key) do update set
        value = to_jsonb(case when counter.expires_at > now() then (counter.value #>> '{}')::int + 1 else 1 end),
        expires_at = case when counter.expires_at > now() then counter.expires_at else excluded.expires_at end
      returning ${text}`,
  };
}

/** As `countRow`; above `atMost` the run ends. */
export function limitRow(key: string, seconds: number, atMost: number): Step {
  return { ...countRow(key, seconds), goesOn: (answer) => sql`${answer}::int <= ${atMost}::int` };
}

/**
 * Runs steps on different keys as one statement, and answers what each yields: the JSON text of a value, or null.
 *
 * Locks are taken in the order of the keys, so that statements which share several cannot block each other for good:
 * Postgres runs a step when the final select first asks for it, from left to right. A step that can end the run is asked for
 * by those that stand behind it, and so comes before them: runs that share its key have to begin with it. The sweep, which
 * that select does not ask for, comes last, and passes over rows that others hold; in order, since Postgres would else look
 * for any ten from the table's beginning, which may be far from there.
 */
export async function runSteps(database: Database, steps: Step[]): Promise<(string | null)[]> {
  let goesOn = sql`true`;
  const named = steps.map(({ key, statement, goesOn: ending }, index) => {
    const name = sql.identifier(`step_${index}`);
    const table = sql`${name} (answer) as (${statement(goesOn)})`;
    // A step that was not done has no answer, and so the run stays ended.
    if (ending) goesOn = ending(sql`(select answer from ${name})`);
    return { key, name, table };
  });
  const ordered = named.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const answers = ordered.map(({ name }) => sql`(select answer from ${name}) as ${name}`);
  const { rows } = await database.execute<Record<string, string | null>>(sql`
    with ${sql.join(
      named.map(({ table }) => table),
      sql`, `,
    )}, swept as (
      delete from ephemeral where key = any(array(
        select key from ephemeral where expires_at <= now() and key not in ${steps.map(({ key }) => key)}
        order by expires_at limit ${SWEEP}::int for update skip locked
      ))
    )
    select ${sql.join(answers, sql`, `)}`);
  return steps.map((_, index) => rows[0]?.[`step_${index}`] ?? null);
}

function isLive(key: string): SQL {
  return sql`key = ${key}::text and expires_at > now()`;
}

function expiry(seconds: number): SQL {
  return sql`now() + make_interval(secs => ${seconds}::int)`;
}

interface Step {
  key: string;
  /** What it does, where the run has not ended before it. */
  statement: (goesOn: SQL) => SQL;
  /** For a step that can end the run: whether, by its answer, the run goes on. */
  goesOn?: (answer: SQL) => SQL;
}

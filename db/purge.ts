import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { db } from './client';

/** What expires, by where it lies. */
export const purgeable = ['ephemeral', 'sessions', 'securityEvents', 'recoveries'] as const;

/**
 * Clears away expired rows, `most` at a time, and answers how many those were: fewer than `most` when there are no others.
 * One statement, which waits for nobody: rows that somebody holds are passed over, so that any number of instances may do
 * it at once, and a session that is being seen stays.
 */
export async function purgeBatch(what: Purgeable, most: number, ages: Ages): Promise<number> {
  const { rowCount } = await db().execute(statements[what](most, ages));
  return rowCount ?? 0;
}

const statements: Record<Purgeable, (most: number, ages: Ages) => SQL> = {
  ephemeral: (most) => sql`
    delete from ephemeral where key = any(array(
      select key from ephemeral where expires_at <= now()
      order by expires_at limit ${most}::int for update skip locked))`,

  // One that is past its life is not seen any more: it goes when it has been idle for as long as any other.
  sessions: (most, { idle }) => sql`
    delete from sessions where id = any(array(
      select id from sessions where last_seen_at <= ${secondsAgo(idle)}
      order by last_seen_at limit ${most}::int for update skip locked))`,

  securityEvents: (most, { events }) => sql`
    delete from security_events where id = any(array(
      select id from security_events where at <= ${secondsAgo(events)}
      order by at limit ${most}::int for update skip locked))`,

  recoveries: (most, { recovery }) => sql`
    update users set recovery_started_at = null, recovery_told_at = null where id = any(array(
      select id from users where recovery_started_at <= ${secondsAgo(recovery)}
      order by recovery_started_at limit ${most}::int for no key update skip locked))`,
};

function secondsAgo(seconds: number): SQL {
  return sql`now() - make_interval(secs => ${seconds})`;
}

export type Purgeable = (typeof purgeable)[number];

/** How old what expires by its age may become, in seconds. */
export type Ages = {
  /** Of sessions, since they were last seen. */
  idle: number;
  events: number;
  /** Of delayed ways back, since they were begun. */
  recovery: number;
};

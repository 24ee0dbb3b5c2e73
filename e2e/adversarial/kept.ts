import { query } from '../../test/query';
import type { Person } from '../steps';

/** All that the database holds of an account, to see whether anything has changed. */
export async function keptOf({ email }: Person): Promise<unknown> {
  const rows = TABLES.map(
    (table) =>
      `select '${table}' as kind, to_jsonb(${table}) - 'last_seen_at' as row from ${table}
      where user_id = (select id from users where email = $1)`,
  );
  return query(
    process.env.E2E_DATABASE_URL ?? '',
    `select 'users' as kind, to_jsonb(users) as row from users where email = $1
    union all ${rows.join(' union all ')} order by 1, 2`,
    [email],
  );
}

const TABLES = ['credentials', 'recovery_codes', 'security_events', 'sessions'];

import { query } from '../../test/query';
import type { Person } from '../steps';

/** What the database holds of a person: nothing of it may change by what is refused. */
export async function accountAsStored({ email }: Pick<Person, 'email'>) {
  const [row] = await statement(
    `select to_jsonb(u) as account,
      (select coalesce(jsonb_agg(c order by c.id), '[]') from credentials c where c.user_id = u.id) as credentials,
      (select coalesce(jsonb_agg(s order by s.id), '[]') from sessions s where s.user_id = u.id) as sessions,
      (select count(*)::int from recovery_codes r where r.user_id = u.id) as codes
    from users u where email = $1`,
    [email],
  );
  return row as Stored;
}

/** Lets so many seconds have passed since a person's sessions were seen, and since they were opened. */
export async function letPassSince({ username }: Person, { seen, opened }: { seen: number; opened: number }) {
  await statement(
    `update sessions set last_seen_at = now() - make_interval(secs => $2),
      authenticated_at = now() - make_interval(secs => $3)
    where user_id = (select id from users where username = $1)`,
    [username, seen, opened],
  );
}

/** Removes a person's sessions, or the person, behind the application's back. */
export async function remove(what: 'sessions' | 'account', { username }: Person) {
  if (what === 'account') await statement('delete from users where username = $1', [username]);
  else
    await statement('delete from sessions where user_id = (select id from users where username = $1)', [
      username,
    ]);
}

function statement(text: string, values: unknown[]) {
  return query(process.env.E2E_DATABASE_URL ?? '', text, values);
}

interface Stored {
  account: { id: string; [column: string]: unknown };
  credentials: { id: string; aaguid: string }[];
  sessions: { id: string; token_hash: string; last_seen_at: string }[];
  codes: number;
}

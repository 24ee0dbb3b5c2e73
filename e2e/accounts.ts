import { randomBytes } from 'node:crypto';
import { query } from '../test/query';
import type { Person } from './steps';

/** An account that exists already, proven address and all, so that its mailbox has had no mail yet. */
export async function insertAccount({ name, username, email }: Person) {
  await statement('insert into users (user_handle, name, username, email) values ($1, $2, $3, $4)', [
    randomBytes(64),
    name,
    username,
    email,
  ]);
}

/** Removes an account's passkeys behind its back. */
export async function removeCredentials({ email }: Person) {
  await statement('delete from credentials where user_id = (select id from users where email = $1)', [email]);
}

/** How many sessions an account has. */
export async function countSessions({ email }: Person): Promise<number> {
  const rows = await statement(
    'select count(*)::int as n from sessions join users on users.id = user_id where email = $1',
    [email],
  );
  return rows[0].n;
}

/** Lets an account's authentications lie an hour back. */
export async function ageAuthentication({ email }: Person) {
  await statement(
    `update sessions set authenticated_at = now() - interval '1 hour' where user_id = (select id from users where email = $1)`,
    [email],
  );
}

async function statement(text: string, values: unknown[]) {
  return query(process.env.E2E_DATABASE_URL ?? '', text, values);
}

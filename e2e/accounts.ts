import { createHash, randomBytes } from 'node:crypto';
import type { BrowserContext } from '@playwright/test';
import { sessionCookie } from '@/lib/session-cookie';
import { query } from '../test/query';
import { sealed } from '../test/sealed';
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

/** Signs a browser in to an account, as if by email this instant, but without a mail: the mailbox's limits stay untouched. */
export async function openSession(browser: BrowserContext, person: Person, device: string) {
  const cookie = await newSession(person, device);
  await browser.addCookies([{ ...cookie, url: process.env.E2E_APP_URL, httpOnly: true, sameSite: 'Lax' }]);
}

/** As `openSession`, for whoever keeps cookies by hand. */
export async function newSession({ email }: Person, device: string) {
  const token = randomBytes(32).toString('base64url');
  await statement(
    `insert into sessions (token_hash, user_id, method, device)
    select $1, id, 'email', $2 from users where email = $3`,
    [createHash('sha256').update(token).digest(), device, email],
  );
  const { name } = sessionCookie(false);
  return { name, value: await sealed(name, { sub: token }) };
}

/** Lets so many more things have happened to an account. */
export async function insertEvents({ email }: Person, count: number) {
  await statement(
    `insert into security_events (user_id, type, device)
    select id, 'signed_out', 'Chrome on Windows' from users, generate_series(1, $2) where email = $1`,
    [email, count],
  );
}

/** Gives an account so many more passkeys, which no authenticator holds. */
export async function insertPasskeys({ email }: Person, count: number) {
  await statement(
    `insert into credentials (id, user_id, public_key, sign_count, transports, backup_eligible, backup_state, aaguid, name)
    select users.id || '-' || number, users.id, '', 0, '{usb}', true, true, gen_random_uuid(), 'Key ' || number
    from users, generate_series(1, $2) as number where email = $1`,
    [email, count],
  );
}

/** Gives an account recovery codes, which nobody knows. */
export async function insertCodes({ email }: Person, hashes: string[]) {
  await statement(
    'insert into recovery_codes (user_id, hash) select id, unnest($2::text[]) from users where email = $1',
    [email, hashes],
  );
}

/** Disables an account, as an operator would. */
export async function disable({ email }: Person) {
  await statement('update users set disabled_at = now() where email = $1', [email]);
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

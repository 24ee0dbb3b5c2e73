import 'server-only';
import { type SQL, sql } from 'drizzle-orm';
import { db } from './client';

/**
 * The session behind a token, and whose it is; null when there is none, when it has come to its absolute or idle end, or
 * when its account is disabled. Notes that it was seen, at most once in `seenEvery` seconds. One statement.
 */
export async function findSession(
  tokenHash: Uint8Array,
  limits: { lifetime: number; idle: number; seenEvery: number },
): Promise<{ session: Session; user: SessionUser } | null> {
  const { rows } = await db().execute<SessionRow>(sql`
    with found as (
      select s.id, s.method, s.credential_id, s.device, s.authenticated_at, c.name as passkey_name,
        u.id as user_id, u.name, u.username, u.email
      from sessions s
      join users u on u.id = s.user_id and u.disabled_at is null
      left join credentials c on c.id = s.credential_id
      where s.token_hash = ${Buffer.from(tokenHash)}
        and s.authenticated_at > now() - make_interval(secs => ${limits.lifetime})
        and s.last_seen_at > now() - make_interval(secs => ${limits.idle})
    ), seen as (
      update sessions set last_seen_at = now() from found
      where sessions.id = found.id and sessions.last_seen_at < now() - make_interval(secs => ${limits.seenEvery})
    )
    select * from found`);
  const row = rows[0];
  if (!row) return null;
  return {
    session: {
      id: row.id,
      method: row.method,
      credentialId: row.credential_id,
      passkeyName: row.passkey_name,
      device: row.device,
      authenticatedAt: new Date(row.authenticated_at),
    },
    user: { id: row.user_id, name: row.name, username: row.username, email: row.email },
  };
}

/**
 * Opens a session by email. `email` is the address that was proven: where the account has another by now, or is gone or
 * disabled, nothing is opened and the answer is null. One statement.
 */
export async function openSessionByEmail(
  userId: string,
  email: string,
  opening: Opening,
): Promise<SessionUser | null> {
  return openFor(
    sql`owner as (
      select id, name, username, email from users
      where id = ${userId} and email = ${email} and disabled_at is null for key share
    )`,
    { ...opening, method: 'email', credentialId: null },
  );
}

/**
 * Opens a session by passkey and records its use: sign count (never lowered), backup state, time. Null when the passkey
 * or its account is gone or disabled, or when a passkey bound to one device has answered with as high a count meanwhile.
 * One statement.
 */
export async function openSessionByPasskey(
  credential: { id: string; userId: string; signCount: number; backupState: boolean },
  opening: Opening,
): Promise<SessionUser | null> {
  return openFor(
    sql`account as (
      select id, name, username, email from users where id = ${credential.userId} and disabled_at is null for key share
    ), used as (
      update credentials set
        sign_count = greatest(sign_count, ${credential.signCount}),
        backup_state = ${credential.backupState},
        last_used_at = now()
      from account
      where credentials.id = ${credential.id} and credentials.user_id = account.id
        and (backup_eligible or sign_count < ${credential.signCount} or ${credential.signCount}::bigint = 0)
      returning user_id
    ), owner as (
      select account.* from account join used on used.user_id = account.id
    )`,
    { ...opening, method: 'passkey', credentialId: credential.id },
  );
}

/** Creates an account and opens its first session, by email. Null when username or email is taken. One statement. */
export async function openSessionOfNewAccount(
  account: { userHandle: Uint8Array; name: string; username: string; email: string },
  opening: Opening,
): Promise<SessionUser | null> {
  return openFor(
    sql`owner as (
      insert into users (user_handle, name, username, email)
      values (${Buffer.from(account.userHandle)}, ${account.name}, ${account.username}, ${account.email})
      on conflict do nothing returning id, name, username, email
    ), created as (
      insert into security_events (user_id, type, device) select id, 'account_created', ${opening.device} from owner
    )`,
    { ...opening, method: 'email', credentialId: null },
  );
}

/** Ends a session; true when there was one. One statement, together with its event. */
export async function endSession(tokenHash: Uint8Array): Promise<boolean> {
  const { rows } = await db().execute(sql`
    with ended as (
      delete from sessions where token_hash = ${Buffer.from(tokenHash)} returning user_id, device
    ), event as (
      insert into security_events (user_id, type, device) select user_id, 'signed_out', device from ended
    )
    select 1 from ended`);
  return rows.length > 0;
}

/** Opens a session for the single row that the CTE `owner` yields, in one statement with all that goes with it. */
async function openFor(
  owner: SQL,
  opening: Opening & { method: Session['method']; credentialId: string | null },
): Promise<SessionUser | null> {
  const previous = opening.previousTokenHash && Buffer.from(opening.previousTokenHash);
  const { rows } = await db().execute<SessionUser>(sql`
    with ${owner}, opened as (
      insert into sessions (token_hash, user_id, method, credential_id, device)
      select ${Buffer.from(opening.tokenHash)}::bytea, id, ${opening.method}, ${opening.credentialId}::text, ${opening.device}
      from owner
    ), replaced as (
      delete from sessions where token_hash = ${previous}::bytea and exists (select from owner)
    ), crowded_out as (
      delete from sessions where id in (
        select s.id from sessions s join owner on s.user_id = owner.id
        where s.token_hash is distinct from ${previous}::bytea
        order by s.last_seen_at desc offset ${opening.perAccount - 1}
      )
    ), event as (
      insert into security_events (user_id, type, device, details)
      select id, 'signed_in', ${opening.device}, jsonb_build_object('method', ${opening.method}::text) from owner
    )
    select id, name, username, email from owner`);
  return rows[0] ?? null;
}

export type Session = {
  id: string;
  method: 'passkey' | 'email';
  credentialId: string | null;
  /** What the passkey that opened it is called; null for email, and when that passkey was removed. */
  passkeyName: string | null;
  device: string;
  authenticatedAt: Date;
};

export type SessionUser = { id: string; name: string; username: string; email: string };

/** What goes with opening a session, however it is done. */
export type Opening = {
  tokenHash: Uint8Array;
  /** The session this browser had until now: it ends. */
  previousTokenHash: Uint8Array | null;
  device: string;
  /** At most so many sessions of one account; the one seen longest ago makes room. */
  perAccount: number;
};

type SessionRow = {
  id: string;
  method: Session['method'];
  credential_id: string | null;
  passkey_name: string | null;
  device: string;
  authenticated_at: string;
  user_id: string;
  name: string;
  username: string;
  email: string;
};

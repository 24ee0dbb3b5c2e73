import 'server-only';
import { sql } from 'drizzle-orm';
import { db } from './client';

/**
 * The session behind a token, and whose it is; null when there is none, when it has come to its absolute or idle end, or
 * when its account is disabled. Notes that it was seen, at most once in `seenEvery` seconds. One statement.
 */
export async function findSession(
  tokenHash: Uint8Array,
  limits: { lifetime: number; idle: number; seenEvery: number },
): Promise<{ session: Session; user: Account } | null> {
  const { rows } = await db().execute<SessionRow>(sql`
    with found as (
      select s.id, s.method, s.credential_id, s.device, s.authenticated_at, c.name as passkey_name,
        u.id as user_id, u.name, u.username, u.email, u.locale, u.user_handle, u.email_sign_in,
        array(select id from credentials where user_id = u.id order by created_at) as credential_ids
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
    session: asSession(row),
    user: {
      id: row.user_id,
      name: row.name,
      username: row.username,
      email: row.email,
      locale: row.locale,
      userHandle: new Uint8Array(row.user_handle),
      emailSignIn: row.email_sign_in,
      credentialIds: row.credential_ids,
    },
  };
}

/**
 * Ends a session; true when there was one. One statement, together with its event. It has the account first, as everywhere:
 * otherwise it and a deletion of the account would wait for each other.
 */
export async function endSession(tokenHash: Uint8Array): Promise<boolean> {
  const { rows } = await db().execute(sql`
    with owner as (
      select s.id from users u join sessions s on s.user_id = u.id
      where s.token_hash = ${Buffer.from(tokenHash)} for key share of u
    ), ended as (
      delete from sessions using owner where sessions.id = owner.id returning sessions.id, user_id, device, place
    ), event as (
      insert into security_events (user_id, type, device, place, session_id)
      select user_id, 'signed_out', device, place, id from ended
    )
    select 1 from ended`);
  return rows.length > 0;
}

/** A session from its columns. */
export function asSession(row: SessionColumns): Session {
  return {
    id: row.id,
    method: row.method,
    credentialId: row.credential_id,
    passkeyName: row.passkey_name,
    device: row.device,
    authenticatedAt: new Date(row.authenticated_at),
  };
}

export type Session = {
  id: string;
  method: 'passkey' | 'email' | 'recovery';
  credentialId: string | null;
  /** What the passkey that opened it is called; null for the other methods, and when that passkey was removed. */
  passkeyName: string | null;
  device: string;
  authenticatedAt: Date;
};

export type SessionUser = { id: string; name: string; username: string; email: string; locale: string };

/** The account of whoever is signed in. */
export type Account = SessionUser & {
  userHandle: Uint8Array<ArrayBuffer>;
  emailSignIn: 'on' | 'off' | 'paused';
  /** Of its passkeys, oldest first. */
  credentialIds: string[];
};

export type SessionColumns = {
  id: string;
  method: Session['method'];
  credential_id: string | null;
  passkey_name: string | null;
  device: string;
  authenticated_at: string;
};

type SessionRow = SessionColumns & {
  user_id: string;
  name: string;
  username: string;
  email: string;
  locale: string;
  user_handle: Buffer;
  email_sign_in: Account['emailSignIn'];
  credential_ids: string[];
};

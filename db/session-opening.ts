import 'server-only';
import { type SQL, sql, TransactionRollbackError } from 'drizzle-orm';
import { db } from './client';
import { runOnAccount } from './held-account';
import { isKeptForAnother } from './left-addresses';
import { eventOf, type RecordedEvent, type Transaction } from './security-events';
import { asSession, type Session, type SessionColumns, type SessionUser } from './sessions';

/**
 * Opens a session by email. `email` is the address that was proven: where the account has another by now, does not let
 * email sign in, or is gone or disabled, nothing is opened and the answer is null. While the delayed way back is open
 * (`recovery`, in seconds) it lets email sign in all the same, once, and with the powers of a recovery. One statement.
 */
export async function openSessionByEmail(
  userId: string,
  email: string,
  opening: Opening,
): Promise<Opened | null> {
  const { wait, open } = opening.recovery;
  const recovering = sql`coalesce(recovery_started_at <= now() - make_interval(secs => ${wait})
    and recovery_started_at > now() - make_interval(secs => ${wait + open}), false)`;
  return openFor(
    sql`account as (
      select id, name, username, email, locale, email_sign_in, ${recovering} as recovering from users
      where id = ${userId} and email = ${email} and disabled_at is null for no key update nowait
    ), owner as (
      select id, name, username, email, locale, case when recovering then 'recovery' else 'email' end as method, null::text as credential_id
      from account where recovering or email_sign_in = 'on'
    ), recovered as (
      update users set recovery_started_at = null, recovery_told_at = null from account
      where users.id = account.id and recovering
    )`,
    opening,
  );
}

/**
 * Opens a session by passkey and records its use: sign count (never lowered), backup state, time. Null when the passkey
 * or its account is gone or disabled, or when a passkey bound to one device has answered with as high a count meanwhile.
 * It also cancels the delayed way back: whoever has a passkey does not need it. One statement.
 */
export async function openSessionByPasskey(used: UsedCredential, opening: Opening): Promise<Opened | null> {
  return openFor(byPasskey(used, opening, sql`nowait`), opening);
}

/**
 * Creates an account and opens its first session, by email. Null when username or email is taken, or the email is kept for
 * an account that left it within `keptFor` seconds. One transaction.
 */
export async function openSessionOfNewAccount(
  account: { userHandle: Uint8Array; name: string; username: string; email: string; locale: string },
  opening: Opening,
  keptFor: number,
): Promise<Opened | null> {
  const owner = sql`owner as (
    insert into users (user_handle, name, username, email, locale)
    values (${Buffer.from(account.userHandle)}, ${account.name}, ${account.username}, ${account.email}, ${account.locale})
    on conflict do nothing returning id, name, username, email, locale, 'email' as method, null::text as credential_id
  ), created as (
    ${eventOf(sql`owner`, { userId: sql`owner.id`, type: 'account_created', ...opening })}
  )`;
  return db()
    .transaction(async (tx) => {
      const opened = await openFor(owner, opening, { tx });
      if (opened && (await isKeptForAnother(account.email, { within: keptFor }, tx))) tx.rollback();
      return opened;
    })
    .catch((error) => {
      if (error instanceof TransactionRollbackError) return null;
      throw error;
    });
}

/**
 * Opens a session by a recovery code, which is spent, and cancels the delayed way back: it is not needed any more. Null
 * when there is no such code, or the account is gone or disabled. One statement.
 */
export async function openSessionByRecoveryCode(
  userId: string,
  codeHash: string,
  opening: Opening,
): Promise<Opened | null> {
  return openFor(
    // The account's row is locked first, as by whoever replaces the codes.
    sql`account as (
      select id, name, username, email, locale, recovery_started_at from users
      where id = ${userId} and disabled_at is null for no key update nowait
    ), spent as (
      delete from recovery_codes using account
      where user_id = account.id and hash = ${codeHash} returning user_id
    ), owner as (
      select account.*, 'recovery' as method, null::text as credential_id from account join spent on user_id = account.id
    ), used_code as (
      ${eventOf(sql`owner`, { userId: sql`owner.id`, type: 'recovery_code_used', ...opening })}
    ), ${cancellingRecovery(opening)}`,
    opening,
  );
}

/**
 * Opens a session by an operator's link, and cancels the delayed way back. Null when the account is gone or disabled, the
 * owner has said of the link "This wasn't me", or an operator has made it void. One statement.
 */
export async function openSessionByOperatorLink(
  { userId, eventId }: OperatorLink,
  opening: Opening,
): Promise<Opened | null> {
  return openFor(
    // The account's row is locked first, as by whoever makes the link worthless; then what they write is waited for.
    sql`account as (
      select id, name, username, email, locale, recovery_started_at from users
      where id = ${userId} and disabled_at is null for no key update nowait
    ), made as (
      select event.id from security_events event join account on event.user_id = account.id
      where event.id = ${eventId} and ${isGood} for share of event
    ), owner as (
      select account.*, 'recovery' as method, null::text as credential_id from account, made
    ), ${cancellingRecovery(opening)}`,
    opening,
    { details: sql`jsonb_build_object('method', 'operator', 'operatorLink', ${String(eventId)}::text)` },
  );
}

/** The address of the account that an operator's link signs in to; null where it signs in to none any more. */
export async function findOperatorLink({ userId, eventId }: OperatorLink): Promise<string | null> {
  const { rows } = await db().execute<{ email: string }>(sql`
    select email from users join security_events event on event.user_id = users.id
    where users.id = ${userId} and disabled_at is null and event.id = ${eventId} and ${isGood}`);
  return rows[0]?.email ?? null;
}

const isGood = sql`event.disowned_at is null and event.details->>'void' is null`;

/**
 * Confirms by passkey that a session is still its owner's: it gets a new token and the old one is dead. Null when it has
 * ended meanwhile or the passkey will not do (see `openSessionByPasskey`). One statement.
 */
export async function renewSessionByPasskey(used: UsedCredential, renewal: Renewal): Promise<Session | null> {
  return renewFor(byPasskey(used, renewal), renewal);
}

/** As `renewSessionByPasskey`, by proof of the account's address: null also when it has another, or lets no email sign in. */
export async function renewSessionByEmail(
  userId: string,
  email: string,
  renewal: Renewal,
): Promise<Session | null> {
  return renewFor(
    sql`owner as (
      select id, 'email' as method, null::text as credential_id from users
      where id = ${userId} and email = ${email} and email_sign_in = 'on' and disabled_at is null for key share
    )`,
    renewal,
  );
}

/** The CTEs that find who owns a passkey, record its use, and cancel the delayed way back. */
function byPasskey(used: UsedCredential, from: { device: string; place: string | null }, lock = sql``): SQL {
  return sql`account as (
    select id, name, username, email, locale, recovery_started_at from users
    where id = ${used.userId} and disabled_at is null for no key update ${lock}
  ), used as (
    update credentials set
      sign_count = greatest(sign_count, ${used.signCount}),
      backup_state = ${used.backupState},
      last_used_at = now()
    from account
    where credentials.id = ${used.id} and credentials.user_id = account.id
      and (backup_eligible or sign_count < ${used.signCount} or ${used.signCount}::bigint = 0)
    returning user_id, credentials.id as credential_id
  ), owner as (
    select account.*, 'passkey' as method, credential_id from account join used on used.user_id = account.id
  ), ${cancellingRecovery(from)}`;
}

/** The CTEs that cancel the delayed way back of the single row of the CTE `owner`. */
function cancellingRecovery(from: { device: string; place: string | null }): SQL {
  return sql`cancelled as (
    update users set recovery_started_at = null, recovery_told_at = null from owner
    where users.id = owner.id and owner.recovery_started_at is not null returning users.id
  ), cancellation as (
    ${eventOf(sql`cancelled`, { userId: sql`cancelled.id`, type: 'recovery_cancelled', ...from })}
  )`;
}

/**
 * Opens a session for the single row that the CTE `owner` yields, in one statement with all that goes with it. The account's
 * row is not waited for in it (`nowait`), so that all sessions are seen which have to make room.
 */
async function openFor(
  owner: SQL,
  opening: Opening,
  { details = detailsOf(sql`opened`), tx }: { details?: SQL; tx?: Transaction } = {},
): Promise<Opened | null> {
  const previous = opening.previousTokenHash && Buffer.from(opening.previousTokenHash);
  const statement = sql`
    with ${owner}, opened as (
      insert into sessions (token_hash, user_id, method, credential_id, device, place)
      select ${Buffer.from(opening.tokenHash)}::bytea, id, method, credential_id, ${opening.device}, ${opening.place}
      from owner
      returning id, user_id, method, credential_id
    ), replaced as (
      delete from sessions where token_hash = ${previous}::bytea and exists (select from owner)
    ), crowded_out as (
      delete from sessions where id in (
        select s.id from sessions s join owner on s.user_id = owner.id
        where s.token_hash is distinct from ${previous}::bytea
        order by s.last_seen_at desc offset ${opening.perAccount - 1}
      )
    ), event as (
      ${eventOf(sql`opened`, {
        userId: sql`opened.user_id`,
        type: 'signed_in',
        ...opening,
        sessionId: sql`opened.id`,
        details,
      })}
    )
    select owner.id, name, username, email, locale, opened.method, opened.id as session_id, event.id as event_id, event.at,
      (select max(e.at) from security_events e where e.user_id = owner.id and e.type = 'disowned') as last_disowned_at
    from owner, opened, event`;
  const { rows } = await (tx ? tx.execute<OpenedRow>(statement) : runOnAccount<OpenedRow>(statement));
  const row = rows[0];
  if (!row) return null;
  return {
    user: { id: row.id, name: row.name, username: row.username, email: row.email, locale: row.locale },
    method: row.method,
    sessionId: row.session_id,
    event: { id: Number(row.event_id), at: new Date(row.at) },
    lastDisownedAt: row.last_disowned_at === null ? null : new Date(row.last_disowned_at),
  };
}

/** Gives a session of the single row that the CTE `owner` yields a new token. */
async function renewFor(owner: SQL, renewal: Renewal): Promise<Session | null> {
  const { rows } = await db().execute<SessionColumns>(sql`
    with ${owner}, renewed as (
      update sessions set
        token_hash = ${Buffer.from(renewal.tokenHash)}, method = owner.method, credential_id = owner.credential_id,
        authenticated_at = now(), last_seen_at = now()
      from owner
      where token_hash = ${Buffer.from(renewal.previousTokenHash)} and sessions.user_id = owner.id
      returning sessions.id, sessions.user_id, sessions.method, sessions.credential_id, sessions.device, authenticated_at
    ), event as (
      ${eventOf(sql`renewed`, {
        userId: sql`renewed.user_id`,
        type: 'confirmed',
        ...renewal,
        sessionId: sql`renewed.id`,
        details: detailsOf(sql`renewed`),
      })}
    )
    select renewed.*, credentials.name as passkey_name
    from renewed left join credentials on credentials.id = renewed.credential_id`);
  return rows[0] ? asSession(rows[0]) : null;
}

/** How its person proved who they are; by which passkey, so that a stranger's can be followed (db/stranger-sessions.ts). */
function detailsOf(session: SQL): SQL {
  return sql`jsonb_strip_nulls(jsonb_build_object('method', ${session}.method, 'credentialId', ${session}.credential_id))`;
}

/** A passkey that has just been verified. */
export type UsedCredential = { id: string; userId: string; signCount: number; backupState: boolean };

/** An operator's link: for whom, and the event that tells of its making. */
export type OperatorLink = { userId: string; eventId: number };

/** What goes with opening a session, however it is done. */
export type Opening = {
  tokenHash: Uint8Array;
  /** The session this browser had until now: it ends. */
  previousTokenHash: Uint8Array | null;
  device: string;
  place: string | null;
  /** At most so many sessions of one account; the one seen longest ago makes room. */
  perAccount: number;
  /** The delayed way back: how long it takes, and then how long it stays open, in seconds. */
  recovery: { wait: number; open: number };
};

export type Opened = {
  user: SessionUser;
  method: Session['method'];
  sessionId: string;
  event: RecordedEvent;
  /** When the owner last said of something "This wasn't me". */
  lastDisownedAt: Date | null;
};

/** What goes with giving a session a new token. */
export type Renewal = {
  tokenHash: Uint8Array;
  previousTokenHash: Uint8Array;
  device: string;
  place: string | null;
};

type OpenedRow = SessionUser & {
  method: Session['method'];
  session_id: string;
  event_id: string;
  at: string;
  last_disowned_at: string | null;
};

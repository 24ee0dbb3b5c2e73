import { sql } from 'drizzle-orm';
import {
  bigint,
  bigserial,
  boolean,
  check,
  customType,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';

const bytes = customType<{ data: Uint8Array<ArrayBuffer>; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(value),
  fromDriver: (value) => new Uint8Array(value),
});
const moment = (name: string) => timestamp(name, { withTimezone: true });

/** Accounts. A row exists only once its email has been proven. */
export const users = pgTable(
  'users',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** WebAuthn user handle: 64 random bytes, one per user for life (WebAuthn L3, section 14.6.1). */
    userHandle: bytes('user_handle').notNull().unique(),
    name: text().notNull(),
    /** Canonical form: see lib/accounts/identifiers.ts. */
    username: text().notNull().unique(),
    /** Canonical form: see lib/accounts/identifiers.ts. */
    email: text().notNull().unique(),
    /** The language its mails are written in (BCP 47). */
    locale: text().notNull().default('en'),
    createdAt: moment('created_at').notNull().defaultNow(),
    /** Set by an operator; a disabled account cannot sign in and its sessions are refused. */
    disabledAt: moment('disabled_at'),
    /** Whether links sign in: `off` by the owner's choice, `paused` after "This wasn't me", until the owner turns it on again. */
    emailSignIn: text('email_sign_in', { enum: ['on', 'off', 'paused'] })
      .notNull()
      .default('on'),
    /** When the delayed way back was begun (lib/recovery/delayed.ts); null when none is under way. */
    recoveryStartedAt: moment('recovery_started_at'),
    /** When the owner was told that it is open. */
    recoveryToldAt: moment('recovery_told_at'),
  },
  (table) => [
    check('users_user_handle_length', sql`octet_length(${table.userHandle}) = 64`),
    check('users_username_canonical', sql`${table.username} = lower(${table.username})`),
    check('users_email_canonical', sql`${table.email} = lower(${table.email})`),
    check('users_email_sign_in', sql`${table.emailSignIn} in ('on', 'off', 'paused')`),
    index('users_recovery_started_at')
      .on(table.recoveryStartedAt)
      .where(sql`${table.recoveryStartedAt} is not null`),
  ],
);

/** Ten single-use codes for whoever has lost passkeys and mailbox; made and replaced as a set. */
export const recoveryCodes = pgTable(
  'recovery_codes',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** Argon2id in PHC form; the codes of a set share their salt, so that one computation finds a code among them. */
    hash: text().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.hash] })],
);

/** Credential records (WebAuthn L3, section 4, "credential record"), under the specification's names. */
export const credentials = pgTable(
  'credentials',
  {
    /** Credential ID, base64url without padding. */
    id: text().primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** COSE_Key, as attested. */
    publicKey: bytes('public_key').notNull(),
    signCount: bigint('sign_count', { mode: 'number' }).notNull(),
    transports: text().array().notNull(),
    backupEligible: boolean('backup_eligible').notNull(),
    backupState: boolean('backup_state').notNull(),
    /** Which make of authenticator; for display only, never for trust. */
    aaguid: uuid().notNull(),
    /** What its owner calls it. */
    name: text().notNull(),
    createdAt: moment('created_at').notNull().defaultNow(),
    lastUsedAt: moment('last_used_at'),
  },
  (table) => [index('credentials_user_id').on(table.userId, table.createdAt)],
);

/** Signed-in browsers. The cookie points here; a row that is gone is a session that has ended. */
export const sessions = pgTable(
  'sessions',
  {
    id: uuid().primaryKey().defaultRandom(),
    /** SHA-256 of the session token; the token itself is only in the cookie. */
    tokenHash: bytes('token_hash').notNull().unique(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    /** How its person proved who they are the last time; `recovery` by a recovery code, or by the delayed way back. */
    method: text({ enum: ['passkey', 'email', 'recovery'] }).notNull(),
    /** The passkey that opened it; null for the other methods, and after that passkey was removed. */
    credentialId: text('credential_id').references(() => credentials.id, { onDelete: 'set null' }),
    /** Browser and system in words, e.g. "Chrome on macOS". */
    device: text().notNull(),
    /** City and country, where the platform tells them. */
    place: text(),
    firstSeenAt: moment('first_seen_at').notNull().defaultNow(),
    authenticatedAt: moment('authenticated_at').notNull().defaultNow(),
    lastSeenAt: moment('last_seen_at').notNull().defaultNow(),
  },
  (table) => [
    index('sessions_user_id').on(table.userId, table.lastSeenAt),
    index('sessions_credential_id').on(table.credentialId),
    index('sessions_last_seen_at').on(table.lastSeenAt),
    check('sessions_method', sql`${table.method} in ('passkey', 'email', 'recovery')`),
  ],
);

/** Every kind of event. What each looks like to its owner: app/account/activity. */
export const securityEventTypes = [
  'account_created',
  'signed_in',
  'signed_out',
  'confirmed',
  'passkey_added',
  'passkey_renamed',
  'passkey_removed',
  'sign_count_regressed',
  'session_ended',
  'other_sessions_ended',
  'profile_changed',
  'email_change_requested',
  'email_changed',
  'email_change_reverted',
  'email_sign_in_on',
  'email_sign_in_off',
  'email_sign_in_paused',
  'recovery_codes_created',
  'recovery_code_used',
  'recovery_started',
  'recovery_ready',
  'recovery_cancelled',
  'disowned',
  'account_disabled',
  'account_enabled',
  'sessions_ended_by_operator',
  'operator_link_made',
] as const;

/** What happened to an account, for its owner to read. */
export const securityEvents = pgTable(
  'security_events',
  {
    id: bigserial({ mode: 'number' }).primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    type: text({ enum: securityEventTypes }).notNull(),
    device: text().notNull(),
    place: text(),
    /** The session that did it, also when it has ended since; null where nobody was signed in. */
    sessionId: uuid('session_id'),
    /** What the event is about, e.g. the passkey's name; never a secret. */
    details: jsonb().$type<Record<string, string>>().notNull().default({}),
    at: moment('at').notNull().defaultNow(),
    /** When the owner said "This wasn't me". */
    disownedAt: moment('disowned_at'),
  },
  (table) => [
    index('security_events_user_id').on(table.userId, table.id),
    index('security_events_at').on(table.at),
    index('security_events_disowned').on(table.userId, table.at).where(sql`${table.type} = 'disowned'`),
    index('security_events_left_address')
      .on(sql`(${table.details}->>'oldEmail')`)
      .where(sql`${table.type} = 'email_changed'`),
  ],
);

/** The ephemeral store where no Redis is configured: values and counters that expire. */
export const ephemeral = pgTable(
  'ephemeral',
  {
    key: text().primaryKey(),
    /** JSON text as a JSON string, since jsonb itself refuses NUL and lone surrogates; whole numbers for counters. */
    value: jsonb().notNull(),
    expiresAt: moment('expires_at').notNull(),
  },
  (table) => [index('ephemeral_expires_at').on(table.expiresAt)],
);

import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { replaceCodes } from '@/db/recovery-codes';
import { credentials, recoveryCodes, sessions, users } from '@/db/schema';
import { openSessionByPasskey } from '@/db/session-opening';
import { refusalOf } from '@/test/link-journey';
import { insertPerson, newCredential, newOpening, openSessionOf } from '@/test/people';
import { exportAccount } from './export';

const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const isMoment = expect.stringMatching(moment);
const iCloud = 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd';

test('PR4: it holds everything of the account, in one order, with moments in ISO 8601', async () => {
  const { person, credential } = await someone();
  const { user, session } = person;
  const data = await exported(person);
  expect(data).toEqual({
    application: { name: 'Latchkey', origin: 'http://localhost:3000' },
    exportedAt: isMoment,
    profile: {
      id: user.id,
      name: user.name,
      username: user.username,
      email: user.email,
      locale: 'en',
      createdAt: isMoment,
      userHandle: Buffer.from(user.userHandle).toString('base64url'),
    },
    emailSignIn: 'on',
    recovery: { codes: { createdAt: isMoment, left: 2 }, startedAt: null, toldAt: null },
    passkeys: [
      {
        id: credential.id,
        name: 'Key',
        provider: 'iCloud Keychain',
        aaguid: iCloud,
        transports: ['internal', 'hybrid'],
        backupEligible: true,
        backupState: true,
        signCount: 0,
        createdAt: isMoment,
        lastUsedAt: isMoment,
      },
    ],
    sessions: [
      expect.objectContaining({ id: session.id, current: true, method: 'email', device: 'Chrome on macOS' }),
      expect.objectContaining({ current: false, method: 'passkey', credentialId: credential.id }),
    ],
    events: [
      expect.objectContaining({ type: 'recovery_codes_created', sessionId: session.id, at: isMoment }),
      expect.objectContaining({
        type: 'signed_in',
        details: { method: 'passkey', credentialId: expect.any(String) },
        disownedAt: null,
      }),
    ],
  });
  expect(shape(await exported(person))).toBe(shape(data));
});

test('what only serves to verify is not in it', async () => {
  const { person, credential } = await someone();
  const text = JSON.stringify(await exportAccount(person));
  const [passkey] = await db().select().from(credentials).where(eq(credentials.id, credential.id));
  const codes = await db().select().from(recoveryCodes).where(eq(recoveryCodes.userId, person.user.id));
  const opened = await db().select().from(sessions).where(eq(sessions.userId, person.user.id));
  const secrets = [passkey?.publicKey, ...opened.map(({ tokenHash }) => tokenHash)];
  for (const bytes of secrets) {
    for (const encoding of ['base64', 'base64url', 'hex'] as const) {
      expect(text).not.toContain(Buffer.from(bytes ?? []).toString(encoding));
    }
  }
  for (const { hash } of codes) expect(text).not.toContain(hash);
  expect(text).not.toMatch(/hash|publicKey|token/i);
});

test('PR4, PR7: nothing of anybody else is in it', async () => {
  const [ada, bob] = [await someone(), await someone()];
  const text = JSON.stringify(await exportAccount(ada.person));
  for (const foreign of [
    bob.person.user.id,
    bob.person.user.email,
    bob.credential.id,
    bob.person.session.id,
  ]) {
    expect(text).not.toContain(foreign);
  }
});

test('PR4: every column of every table that refers to an account is in it, or serves verification alone', async () => {
  const { rows } = await db().execute<{ table: string; column: string }>(sql`
    select table_name as "table", column_name as "column" from information_schema.columns
    where table_schema = 'public' and table_name in (
      select table_name from information_schema.columns where table_schema = 'public' and column_name = 'user_id'
      union select 'users')`);
  expect([...new Set(rows.map(({ table }) => table))].toSorted()).toEqual(Object.keys(sections).toSorted());
  const data: Record<string, unknown> = await exported((await someone()).person);
  for (const [table, { section, leftOut, elsewhere = [] }] of Object.entries(sections)) {
    const told = Object.keys([data[section]].flat()[0] as object);
    const names = rows.filter((row) => row.table === table).map(({ column }) => inCamelCase(column));
    const missing = names.filter((name) => ![...told, ...leftOut, ...elsewhere].includes(name));
    expect({ table, missing }).toEqual({ table, missing: [] });
  }
});

test('PR4: with an account goes every row that refers to it', async () => {
  const { rows } = await db().execute(sql`
    select conrelid::regclass::text as "table", confdeltype as "action" from pg_constraint
    where contype = 'f' and confrelid = 'users'::regclass`);
  expect(rows.map(({ table }) => table).toSorted()).toEqual(
    Object.keys(sections).filter((table) => table !== 'users'),
  );
  expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(['c']));
});

test('an account with nothing in it is told as well', async () => {
  const data = await exported(await insertPerson());
  expect(data).toMatchObject({ recovery: { codes: null }, passkeys: [], sessions: [], events: [] });
});

test('an account that is gone has none', async () => {
  const person = await insertPerson();
  await db().delete(users).where(eq(users.id, person.user.id));
  expect(await refusalOf(exportAccount(person))).toBe('not_signed_in');
});

/** Which part of the file has which table, and what of it is only for verification or an operator, or in another part. */
const sections: Record<string, { section: string; leftOut: string[]; elsewhere?: string[] }> = {
  credentials: { section: 'passkeys', leftOut: ['publicKey', 'userId'] },
  recovery_codes: { section: 'recovery', leftOut: ['hash', 'userId'], elsewhere: ['createdAt'] },
  security_events: { section: 'events', leftOut: ['userId'] },
  sessions: { section: 'sessions', leftOut: ['tokenHash', 'userId'] },
  users: {
    section: 'profile',
    // Nobody whose account is disabled gets at the file.
    leftOut: ['disabledAt'],
    elsewhere: ['emailSignIn', 'recoveryStartedAt', 'recoveryToldAt'],
  },
};

function inCamelCase(column: string): string {
  return column.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}

/** Somebody with a passkey, recovery codes and two sessions. */
async function someone() {
  const person = await insertPerson();
  await openSessionOf(person);
  const credential = { ...newCredential(person.user.id), aaguid: iCloud };
  await db().insert(credentials).values(credential);
  const actor = { sessionId: person.session.id, device: 'Chrome on macOS', place: null };
  await replaceCodes(person.user.id, ['hash-one', 'hash-two'], actor);
  await openSessionByPasskey(credential, newOpening());
  return { person, credential };
}

async function exported(person: Parameters<typeof exportAccount>[0]) {
  return JSON.parse(JSON.stringify(await exportAccount(person)));
}

/** The keys of everything, in order. */
function shape(value: unknown): string {
  return JSON.stringify(value, (_, inner) => (typeof inner === 'string' ? '' : inner));
}

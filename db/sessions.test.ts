import { randomBytes } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { insertPerson, newCredential, newOpening } from '@/test/people';
import { type Database, db } from './client';
import { credentials, securityEvents, sessions, users } from './schema';
import { openSessionByEmail, openSessionByPasskey } from './session-opening';
import { endSession, findSession } from './sessions';

const limits = { lifetime: 3600, idle: 600, seenEvery: 60 };

let statements = 0;
db().$client.on('connect', (client) => {
  client.connection.on('readyForQuery', () => {
    statements += 1;
  });
});

test('a session is found by its token alone, with its person', async () => {
  const { user, tokenHash } = await openedSession();
  expect(await findSession(tokenHash, limits)).toEqual({
    session: {
      id: expect.any(String),
      method: 'email',
      credentialId: null,
      passkeyName: null,
      device: 'Chrome on macOS',
      authenticatedAt: expect.any(Date),
    },
    user,
  });
  expect(await findSession(new Uint8Array(randomBytes(32)), limits)).toBeNull();
  expect(await findSession(new Uint8Array(), limits)).toBeNull();
});

test('the passkey that opened it goes by its name, until it is removed', async () => {
  const { user } = await insertPerson();
  const credential = newCredential(user.id);
  await db().insert(credentials).values(credential);
  const opening = newOpening();
  await openSessionByPasskey(credential, opening);
  const passkey = { method: 'passkey', credentialId: credential.id, passkeyName: 'Key' };
  expect((await findSession(opening.tokenHash, limits))?.session).toMatchObject(passkey);
  await db().delete(credentials).where(eq(credentials.id, credential.id));
  const removed = { method: 'passkey', credentialId: null, passkeyName: null };
  expect((await findSession(opening.tokenHash, limits))?.session).toMatchObject(removed);
});

test.each([
  { what: 'its absolute end', column: 'authenticated_at', end: limits.lifetime },
  { what: 'its idle end', column: 'last_seen_at', end: limits.idle },
])('SE6, SE7: a session comes to $what', async ({ column, end }) => {
  const { tokenHash } = await openedSession();
  await age(tokenHash, column, end - 5);
  expect(await findSession(tokenHash, limits)).not.toBeNull();
  await age(tokenHash, column, end + 1);
  expect(await findSession(tokenHash, limits)).toBeNull();
});

test('SE13: a disabled account’s session is not found', async () => {
  const { user, tokenHash } = await openedSession();
  await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, user.id));
  expect(await findSession(tokenHash, limits)).toBeNull();
});

describe('That a session was seen', () => {
  test('is noted when the last note is old, and puts off the idle end', async () => {
    const { tokenHash } = await openedSession();
    await age(tokenHash, 'last_seen_at', limits.seenEvery + 1);
    await findSession(tokenHash, limits);
    expect(await secondsSinceSeen(tokenHash)).toBeLessThan(limits.seenEvery);
  });

  test('is not noted while the last note is recent', async () => {
    const { tokenHash } = await openedSession();
    await age(tokenHash, 'last_seen_at', limits.seenEvery - 5);
    const before = await sessionOf(tokenHash);
    await findSession(tokenHash, limits);
    expect(await sessionOf(tokenHash)).toEqual(before);
  });

  test('is not noted again by whoever had to wait for a note just made', async () => {
    const { tokenHash } = await openedSession();
    await age(tokenHash, 'last_seen_at', limits.seenEvery + 1);
    let finding: ReturnType<typeof findSession> | undefined;
    await db().transaction(async (elsewhere) => {
      await age(tokenHash, 'last_seen_at', limits.seenEvery - 20, elsewhere);
      finding = findSession(tokenHash, limits);
      await expect.poll(blockedStatements).toBe(1);
    });
    expect(await finding).toMatchObject({ session: {} });
    expect(await secondsSinceSeen(tokenHash)).toBeGreaterThanOrEqual(limits.seenEvery - 20);
  });

  test('is not noted of one that has ended', async () => {
    const { tokenHash } = await openedSession();
    await age(tokenHash, 'last_seen_at', limits.idle + 1);
    await findSession(tokenHash, limits);
    expect(await findSession(tokenHash, limits)).toBeNull();
  });
});

test('finding, opening and ending take one statement each', async () => {
  const { user, tokenHash } = await openedSession();
  await age(tokenHash, 'last_seen_at', limits.seenEvery + 1);
  const steps = [
    () => findSession(tokenHash, limits),
    () => openSessionByEmail(user.id, user.email, newOpening()),
    () => endSession(tokenHash),
  ];
  for (const step of steps) {
    const before = statements;
    await step();
    expect(statements - before).toBe(1);
  }
});

test('a session ends once, with its event', async () => {
  const { user, tokenHash } = await openedSession();
  expect(await endSession(tokenHash)).toBe(true);
  expect(await endSession(tokenHash)).toBe(false);
  expect(await findSession(tokenHash, limits)).toBeNull();
  expect(await eventsOf(user.id)).toMatchObject([
    { type: 'signed_in', details: { method: 'email' } },
    { type: 'signed_out', device: 'Chrome on macOS' },
  ]);
});

test('CO6: of 20 that end a session at once, one is told that it did', async () => {
  const { user, tokenHash } = await openedSession();
  const answers = await Promise.all(Array.from({ length: 20 }, () => endSession(tokenHash)));
  expect(answers.filter(Boolean)).toHaveLength(1);
  expect(await eventsOf(user.id)).toHaveLength(2);
});

async function openedSession() {
  const { user } = await insertPerson();
  const { tokenHash, ...opening } = newOpening();
  await openSessionByEmail(user.id, user.email, { tokenHash, ...opening });
  return { user, tokenHash };
}

async function age(
  tokenHash: Uint8Array,
  column: string,
  seconds: number,
  by: Pick<Database, 'execute'> = db(),
) {
  await by.execute(sql`
    update sessions set ${sql.identifier(column)} = now() - make_interval(secs => ${seconds})
    where token_hash = ${Buffer.from(tokenHash)}`);
}

async function secondsSinceSeen(tokenHash: Uint8Array) {
  const { rows } = await db().execute<{ seconds: number }>(sql`
    select extract(epoch from now() - last_seen_at)::float8 as seconds from sessions
    where token_hash = ${Buffer.from(tokenHash)}`);
  return rows[0]?.seconds;
}

async function blockedStatements() {
  const { rows } = await db().execute<{ n: number }>(sql`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  return rows[0]?.n;
}

async function sessionOf(tokenHash: Uint8Array) {
  const [session] = await db()
    .select()
    .from(sessions)
    .where(eq(sessions.tokenHash, new Uint8Array(tokenHash)));
  return session;
}

async function eventsOf(userId: string) {
  return db()
    .select()
    .from(securityEvents)
    .where(eq(securityEvents.userId, userId))
    .orderBy(securityEvents.id);
}

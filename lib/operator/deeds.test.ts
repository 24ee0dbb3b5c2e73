import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, expect, test } from 'vitest';
import { db } from '@/db/client';
import { sessions } from '@/db/schema';
import { openSessionByEmail } from '@/db/session-opening';
import { findSession } from '@/db/sessions';
import { startInbox } from '@/test/inbox';
import { insertPerson, newOpening, openSessionOf } from '@/test/people';
import { beginRecoveryAgo, eventsOf, eventTypesOf, userOf } from '@/test/recoveries';
import { disableAccount, enableAccount, endAllSessions, endSessions, type Target } from './deeds';

process.env.LOG_LEVEL = 'silent';
const inbox = await startInbox();
afterAll(inbox.close);
afterEach(() => inbox.receive('kindly'));

test('disabling ends the sessions and a recovery, says who and why, and tells the owner', async () => {
  const { user } = await insertPerson();
  await openSessions(user, 3);
  await beginRecoveryAgo(user.id, 60);
  expect(await disableAccount(user, 'grace', 'Asked for by phone')).toEqual({ told: true });
  expect(await userOf(user.id)).toMatchObject({ disabledAt: expect.any(Date), recoveryStartedAt: null });
  expect(await db().$count(sessions, eq(sessions.userId, user.id))).toBe(0);
  expect((await eventsOf(user.id)).slice(-2)).toMatchObject([
    { type: 'recovery_cancelled', device: 'Operator' },
    {
      type: 'account_disabled',
      device: 'Operator',
      sessionId: null,
      details: { by: 'grace', reason: 'Asked for by phone' },
    },
  ]);
  const [mail, ...more] = await inbox.mailsTo(user.email);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe('Your Latchkey account was disabled');
  expect(mail?.text).toContain(
    'An operator disabled your account, and gave as the reason: “Asked for by phone”.',
  );
  expect(mail?.text).not.toMatch(/grace|not-me/);
});

test('each deed is done once: the second time there is nothing to do, nothing is noted and nobody is told', async () => {
  const { user } = await insertPerson();
  await openSessions(user, 2);
  for (const deed of [endSessions, disable, enableAccount]) {
    expect(await deed(user, 'grace')).toEqual({ told: true });
    expect(await deed(user, 'grace')).toBe('already');
  }
  expect((await eventTypesOf(user.id)).slice(2)).toEqual([
    'sessions_ended_by_operator',
    'account_disabled',
    'account_enabled',
  ]);
  expect(await inbox.mailsTo(user.email)).toHaveLength(3);
  expect(await userOf(user.id)).toMatchObject({ disabledAt: null });
});

test('20 operators at once disable an account once', async () => {
  const { user } = await insertPerson();
  const deeds = await Promise.all(Array.from({ length: 20 }, () => disable(user, 'grace')));
  expect(deeds.filter((deed) => deed !== 'already')).toEqual([{ told: true }]);
  expect(await eventTypesOf(user.id)).toEqual(['account_disabled']);
});

test('a deed stands, and says so, when the mail about it cannot be sent', async () => {
  inbox.receive('refusing');
  const { user } = await insertPerson();
  await openSessions(user, 1);
  expect(await endSessions(user, 'grace')).toEqual({ told: false });
  expect(await disable(user, 'grace')).toEqual({ told: false });
  expect(await userOf(user.id)).toMatchObject({ disabledAt: expect.any(Date) });
});

test('an account that is gone is told apart', async () => {
  const nobody = { id: randomUUID(), email: 'nobody@example.com', locale: 'en' };
  for (const deed of [disable, enableAccount, endSessions]) expect(await deed(nobody, 'grace')).toBe('gone');
});

test('nobody slips in while an account is disabled', async () => {
  const { user } = await insertPerson();
  const openings = Array.from({ length: 20 }, newOpening);
  const opening = openings.map((each) => openSessionByEmail(user.id, user.email, each));
  const [opened] = await Promise.all([Promise.all(opening), disable(user, 'grace')]);
  expect(opened.length).toBe(20);
  expect(await db().$count(sessions, eq(sessions.userId, user.id))).toBe(0);
  const limits = { lifetime: 3600, idle: 3600, seenEvery: 60 };
  for (const { tokenHash } of openings) expect(await findSession(tokenHash, limits)).toBeNull();
});

test('everybody is signed out at once, each with an event, nobody by mail, and whoever comes later stays', async () => {
  const people = await Promise.all(Array.from({ length: 30 }, insertPerson));
  for (const { user } of people) await openSessions(user, 2);
  const [first] = people;
  const later = first && {
    ...(await insertPerson()),
    session: { ...first.session, authenticatedAt: inAnHour() },
  };
  if (later) await openSessionOf(later);

  expect(await endAllSessions('grace')).toBe(60);
  expect(await db().$count(sessions)).toBe(1);
  for (const { user } of people) {
    const [event] = (await eventsOf(user.id)).slice(-1);
    expect(event).toMatchObject({
      type: 'sessions_ended_by_operator',
      details: { by: 'grace', count: '2' },
      device: 'Operator',
    });
    expect(await inbox.mailsTo(user.email)).toEqual([]);
  }
  expect(await endAllSessions('grace')).toBe(0);
});

test('sessions of thousands of accounts end in batches, also by two operators at once, beside people who sign in', async () => {
  await db().execute(`
    insert into users (user_handle, name, username, email)
    select decode(repeat(md5('many' || number), 4), 'hex'), 'Many', 'many-' || number, 'many-' || number || '@example.com'
    from generate_series(1, 2500) as number`);
  await db().execute(`
    insert into sessions (token_hash, user_id, method, device, authenticated_at)
    select sha256(id::text::bytea), id, 'email', 'Chrome', now() - interval '1 minute' from users where name = 'Many'`);
  const before = await db().$count(sessions);
  const { user } = await insertPerson();
  const signIns = Promise.all(
    Array.from({ length: 10 }, () => openSessionByEmail(user.id, user.email, newOpening())),
  );
  const [one, other, signedIn] = await Promise.all([endAllSessions('grace'), endAllSessions('ada'), signIns]);
  expect(signedIn.filter(Boolean)).toHaveLength(10);
  expect(one + other).toBeGreaterThanOrEqual(before - 1);
  expect(await db().$count(sessions, eq(sessions.device, 'Chrome'))).toBe(0);
});

const disable = (account: Target, by: string) => disableAccount(account, by, null);

async function openSessions({ id, email }: { id: string; email: string }, count: number) {
  for (let opened = 0; opened < count; opened += 1) await openSessionByEmail(id, email, newOpening());
}

function inAnHour() {
  return new Date(Date.now() + 3_600_000);
}

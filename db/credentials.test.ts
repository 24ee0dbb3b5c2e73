import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { insertPerson, newCredential, openSessionOf } from '@/test/people';
import { db } from './client';
import {
  countSessionsByCredential,
  findCredential,
  isKnownCredential,
  listCredentials,
  type NewCredential,
  recordSignCountRegression,
} from './credentials';
import { credentials, securityEvents, sessions, users } from './schema';

const limits = { lifetime: 3_600, idle: 600 };

test('a credential record comes back as it went in, with its owner’s user handle', async () => {
  const { user, userHandle } = await insertPerson();
  const credential = { ...newCredential(user.id), signCount: 0xffffffff };
  await insert(credential);
  const { backupState: _, aaguid: __, ...kept } = credential;
  expect(await findCredential(credential.id)).toEqual({ ...kept, userHandle, disabledAt: null });
});

test('nobody’s credential ID is not found, nor is one of a disabled account', async () => {
  const { user } = await insertPerson();
  const credential = newCredential(user.id);
  await insert(credential);
  await disable(user.id);
  expect(await findCredential(credential.id)).toBeNull();
  expect(await findCredential('unknown')).toBeNull();
});

test('known is whatever credential ID somebody has, also in a disabled account', async () => {
  const { user } = await insertPerson();
  const credential = newCredential(user.id);
  expect(await isKnownCredential(credential.id)).toBe(false);
  await insert(credential);
  expect(await isKnownCredential(credential.id)).toBe(true);
  await disable(user.id);
  expect(await isKnownCredential(credential.id)).toBe(true);
});

test('credential IDs differ by case', async () => {
  const { user } = await insertPerson();
  await insert({ ...newCredential(user.id), id: 'AbCd' });
  await insert({ ...newCredential(user.id), id: 'aBcD' });
  expect(await findCredential('abcd')).toBeNull();
  expect(await isKnownCredential('abcd')).toBe(false);
});

test('passkeys are listed oldest first, and only one’s own', async () => {
  const [ada, bob] = [await insertPerson(), await insertPerson()];
  const [older, newer] = [newCredential(ada.user.id), newCredential(ada.user.id)];
  await insert({ ...newer, createdAt: new Date('2026-02-02') });
  await insert({ ...older, createdAt: new Date('2026-01-01') });
  await insert(newCredential(bob.user.id));
  expect((await listCredentials(ada.user.id)).map(({ id }) => id)).toEqual([older.id, newer.id]);
  expect(await listCredentials(randomUUID())).toEqual([]);
});

test('of the sessions that passkeys opened, those alive are counted, but not one’s own', async () => {
  const ada = await insertPerson();
  const [phone, laptop] = [newCredential(ada.user.id), newCredential(ada.user.id)];
  await insert(phone);
  await insert(laptop);
  const mine = await openSession(ada.user.id, phone.id);
  await openSession(ada.user.id, phone.id);
  await openSession(ada.user.id, phone.id);
  await openSession(ada.user.id, null);
  const idle = await openSession(ada.user.id, laptop.id);
  await db()
    .update(sessions)
    .set({ lastSeenAt: sql`now() - interval '11 minutes'` })
    .where(eq(sessions.id, idle));
  expect(await countSessionsByCredential(ada.user.id, mine, limits)).toEqual(new Map([[phone.id, 2]]));
  expect(await countSessionsByCredential(randomUUID(), mine, limits)).toEqual(new Map());
});

test('a sign count that regressed is an event', async () => {
  const { user } = await insertPerson();
  await recordSignCountRegression(user.id, 'Key 2', 'Firefox on Linux');
  const events = await db().select().from(securityEvents).where(eq(securityEvents.userId, user.id));
  expect(events).toMatchObject([
    { type: 'sign_count_regressed', device: 'Firefox on Linux', details: { name: 'Key 2' } },
  ]);
});

async function insert(credential: NewCredential) {
  await db().insert(credentials).values(credential);
}

async function disable(userId: string) {
  await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, userId));
}

async function openSession(userId: string, credentialId: string | null): Promise<string> {
  const { session, user } = await insertPerson();
  await openSessionOf({ session: { ...session, credentialId }, user: { ...user, id: userId } });
  return session.id;
}

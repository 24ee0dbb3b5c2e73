import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { insertPerson, newCredential } from '@/test/people';
import { db } from './client';
import { addCredential, findCredential, listCredentials, recordSignCountRegression } from './credentials';
import { credentials, securityEvents, users } from './schema';

test('a credential record comes back as it went in, with its owner’s user handle', async () => {
  const { user, userHandle } = await insertPerson();
  const credential = { ...newCredential(user.id), signCount: 0xffffffff };
  expect(await add(credential)).toBe('added');
  const { backupState: _, aaguid: __, ...kept } = credential;
  expect(await findCredential(credential.id)).toEqual({ ...kept, userHandle, disabledAt: null });
});

test('nobody’s credential ID is not found, nor is one of a disabled account', async () => {
  const { user } = await insertPerson();
  const credential = newCredential(user.id);
  await add(credential);
  await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, user.id));
  expect(await findCredential(credential.id)).toBeNull();
  expect(await findCredential('unknown')).toBeNull();
});

test('credential IDs differ by case', async () => {
  const { user } = await insertPerson();
  expect(await add({ ...newCredential(user.id), id: 'AbCd' })).toBe('added');
  expect(await add({ ...newCredential(user.id), id: 'aBcD' })).toBe('added');
  expect(await findCredential('abcd')).toBeNull();
});

test('passkeys of one name are told apart by a number', async () => {
  const { user } = await insertPerson();
  for (const name of ['Key', 'Key', 'Key', 'Key 2', 'key']) await add({ ...newCredential(user.id), name });
  expect(await namesOf(user.id)).toEqual(['Key', 'Key 2', 'Key 3', 'Key 2 2', 'key']);
});

test('a name that has become free is given again', async () => {
  const { user } = await insertPerson();
  const first = newCredential(user.id);
  await add(first);
  await add(newCredential(user.id));
  await db().delete(credentials).where(eq(credentials.id, first.id));
  await add(newCredential(user.id));
  expect(await namesOf(user.id)).toEqual(['Key 2', 'Key']);
});

test('names of parallel additions differ too', async () => {
  const { user } = await insertPerson();
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => add(newCredential(user.id))));
  expect(outcomes).toEqual(Array(5).fill('added'));
  expect((await namesOf(user.id)).toSorted()).toEqual(['Key', 'Key 2', 'Key 3', 'Key 4', 'Key 5']);
});

test('passkeys are listed oldest first, and only one’s own', async () => {
  const [ada, bob] = [await insertPerson(), await insertPerson()];
  const [older, newer] = [newCredential(ada.user.id), newCredential(ada.user.id)];
  await add({ ...newer, createdAt: new Date('2026-02-02') });
  await add({ ...older, createdAt: new Date('2026-01-01') });
  await add(newCredential(bob.user.id));
  expect((await listCredentials(ada.user.id)).map(({ id }) => id)).toEqual([older.id, newer.id]);
  expect(await listCredentials(randomUUID())).toEqual([]);
});

test('what stands in the way of a passkey is told, and nothing is stored', async () => {
  const [ada, bob] = [await insertPerson(), await insertPerson()];
  const credential = newCredential(ada.user.id);
  await add(credential);
  expect(await add({ ...credential, userId: bob.user.id, name: 'Bob' })).toBe('taken');
  expect(await add(newCredential(ada.user.id), 1)).toBe('limit');
  expect(await add(newCredential(randomUUID()))).toBe('no_account');
  expect(await namesOf(ada.user.id)).toEqual(['Key']);
  expect(await eventsOf(ada.user.id)).toHaveLength(1);
  expect(await eventsOf(bob.user.id)).toEqual([]);
});

test('an addition and a sign count that regressed are events, with the name that the passkey got', async () => {
  const { user } = await insertPerson();
  await add(newCredential(user.id));
  await add(newCredential(user.id));
  await recordSignCountRegression(user.id, 'Key 2', 'Firefox on Linux');
  expect(await eventsOf(user.id)).toMatchObject([
    { type: 'passkey_added', device: 'Chrome on macOS', details: { name: 'Key' } },
    { type: 'passkey_added', device: 'Chrome on macOS', details: { name: 'Key 2' } },
    { type: 'sign_count_regressed', device: 'Firefox on Linux', details: { name: 'Key 2' } },
  ]);
});

function add(credential: Parameters<typeof addCredential>[0], most = 10) {
  return addCredential(credential, { most, device: 'Chrome on macOS' });
}

async function namesOf(userId: string) {
  return (await listCredentials(userId)).map(({ name }) => name);
}

async function eventsOf(userId: string) {
  return db()
    .select()
    .from(securityEvents)
    .where(eq(securityEvents.userId, userId))
    .orderBy(securityEvents.id);
}

import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { insertPerson, newCredential, openSessionOf, type Person } from '@/test/people';
import { db } from './client';
import { addCredential, removeCredential, renameCredential } from './credential-changes';
import { listCredentials } from './credentials';
import { securityEvents, sessions, users } from './schema';
import { endSession } from './sessions';

const limits = { lifetime: 3_600, idle: 600 };
const place = 'Bern, Switzerland';

describe('Adding a passkey', () => {
  test('is an event, with the ID and the name that it got and the session that did it', async () => {
    const ada = await signedIn();
    const first = await add(ada);
    const second = await add(ada);
    expect(await eventsOf(ada)).toMatchObject([
      { type: 'passkey_added', details: { credentialId: first.id, name: 'Key' } },
      {
        id: second.event.id,
        at: second.event.at,
        type: 'passkey_added',
        details: { credentialId: second.id, name: 'Key 2' },
        sessionId: ada.session.id,
        device: 'Chrome on macOS',
        place,
      },
    ]);
  });

  test('tells passkeys of one name apart by a number, and gives one that is free again', async () => {
    const ada = await signedIn();
    for (const name of ['Key', 'Key', 'Key', 'Key 2', 'key']) await add(ada, { name });
    expect(await namesOf(ada)).toEqual(['Key', 'Key 2', 'Key 3', 'Key 2 2', 'key']);

    const [first] = await listCredentials(ada.user.id);
    await remove(ada, first?.id ?? '');
    await add(ada);
    expect((await namesOf(ada)).at(-1)).toBe('Key');
  });

  test('in parallel gives different names', async () => {
    const ada = await signedIn();
    await Promise.all(Array.from({ length: 5 }, () => add(ada)));
    expect((await namesOf(ada)).toSorted()).toEqual(['Key', 'Key 2', 'Key 3', 'Key 4', 'Key 5']);
  });

  test('tells what stands in the way, and stores nothing then', async () => {
    const [ada, bob] = [await signedIn(), await signedIn()];
    const credential = newCredential(ada.user.id);
    const attempt = (by: Person, changes: Partial<typeof credential> = {}, most = 10) =>
      addCredential({ ...credential, userId: by.user.id, ...changes }, { most, actor: actorOf(by) });
    await attempt(ada);
    expect(await attempt(ada)).toBe('owned');
    expect(await attempt(bob)).toBe('taken');
    expect(await attempt(ada, { id: 'another' }, 1)).toBe('limit');
    expect(await attempt(await insertPerson(), { id: 'another' })).toBe('not_signed_in');
    expect(await attempt(ada, { id: 'another', userId: bob.user.id })).toBe('not_signed_in');
    await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, ada.user.id));
    expect(await attempt(ada, { id: 'another' })).toBe('not_signed_in');
    expect(await namesOf(ada)).toEqual(['Key']);
    expect(await namesOf(bob)).toEqual([]);
    expect(await eventsOf(ada)).toHaveLength(1);
    expect(await eventsOf(bob)).toEqual([]);
  });
});

describe('Renaming a passkey', () => {
  test('is an event; to the name that it has, nothing happens', async () => {
    const ada = await signedIn();
    const { id } = await add(ada);
    expect(await rename(ada, id, 'Laptop')).toBe('renamed');
    expect(await rename(ada, id, 'Laptop')).toBe('renamed');
    expect(await namesOf(ada)).toEqual(['Laptop']);
    expect((await eventsOf(ada)).slice(1)).toMatchObject([
      { type: 'passkey_renamed', details: { credentialId: id, name: 'Laptop' }, sessionId: ada.session.id },
    ]);
  });

  test('is not possible to a name that another one has, nor in parallel to one name', async () => {
    const ada = await signedIn();
    const [one, other] = [await add(ada), await add(ada, { name: 'Phone' })];
    expect(await rename(ada, one.id, 'Phone')).toBe('name_taken');
    const outcomes = await Promise.all([rename(ada, one.id, 'Laptop'), rename(ada, other.id, 'Laptop')]);
    expect(outcomes.toSorted()).toEqual(['name_taken', 'renamed']);
  });

  test('WA35: is not possible where it is somebody else’s, or nobody’s', async () => {
    const [ada, bob] = [await signedIn(), await signedIn()];
    const { id } = await add(ada);
    expect(await rename(bob, id, 'Mine')).toBe('gone');
    expect(await rename(bob, 'unknown', 'Mine')).toBe('gone');
    expect(await namesOf(ada)).toEqual(['Key']);
    expect(await eventsOf(bob)).toEqual([]);
  });
});

describe('Removing a passkey', () => {
  test('is an event with what it was called, and happens once', async () => {
    const ada = await signedIn();
    const { id } = await add(ada, { name: 'Old phone' });
    const removed = await remove(ada, id);
    expect(removed).toMatchObject({ name: 'Old phone' });
    expect(await remove(ada, id)).toBe('gone');
    expect(await namesOf(ada)).toEqual([]);
    expect((await eventsOf(ada)).slice(1)).toMatchObject([
      { type: 'passkey_removed', details: { credentialId: id, name: 'Old phone' }, place },
    ]);
  });

  test('20 times at once is one event', async () => {
    const ada = await signedIn();
    const { id } = await add(ada);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => remove(ada, id)));
    expect(outcomes.filter((outcome) => outcome === 'gone')).toHaveLength(19);
    expect(await eventsOf(ada)).toHaveLength(2);
  });

  test('WA35: is not possible where it is somebody else’s, or nobody’s', async () => {
    const [ada, bob] = [await signedIn(), await signedIn()];
    const { id } = await add(ada);
    await add(bob);
    expect(await remove(bob, id)).toBe('gone');
    expect(await remove(bob, 'unknown')).toBe('gone');
    expect(await namesOf(ada)).toEqual(['Key']);
  });

  test('WA36: ends the sessions that it opened if asked, but not the one that asks nor any other', async () => {
    const ada = await signedIn();
    const [phone, laptop] = [await add(ada, { name: 'Phone' }), await add(ada)];
    await openedBy(ada, phone.id, { id: ada.session.id });
    const others = [await openedBy(ada, laptop.id), await openedBy(ada, null)];
    await openedBy(ada, phone.id, { device: 'Firefox on Linux' });
    await openedBy(ada, phone.id, { lastSeenAt: sql`now() - interval '11 minutes'` });

    await remove(ada, phone.id, true);
    expect(await sessionsOf(ada)).toEqual([ada.session.id, ...others].toSorted());
    // The one whose time was up is no news.
    expect((await eventsOf(ada)).slice(2)).toMatchObject([
      { type: 'session_ended', details: { device: 'Firefox on Linux' }, sessionId: ada.session.id },
      { type: 'passkey_removed' },
    ]);
    const [mine] = await db().select().from(sessions).where(eq(sessions.id, ada.session.id));
    expect(mine?.credentialId).toBeNull();
  });

  test('leaves its sessions alone unless asked', async () => {
    const ada = await signedIn();
    const { id } = await add(ada);
    const other = await openedBy(ada, id);
    await remove(ada, id);
    expect(await sessionsOf(ada)).toEqual([ada.session.id, other].toSorted());
  });

  test.each(['off', 'paused'] as const)(
    'while email sign-in is %s keeps the last one',
    async (emailSignIn) => {
      const ada = await signedIn();
      const ids = [(await add(ada)).id, (await add(ada)).id];
      await db().update(users).set({ emailSignIn }).where(eq(users.id, ada.user.id));
      const outcomes = await Promise.all(ids.map((id) => remove(ada, id)));
      expect(outcomes).toContain('needed');
      expect(await namesOf(ada)).toHaveLength(1);
    },
  );
});

test('a session that has been ended changes nothing any more', async () => {
  const ada = await signedIn();
  const { id } = await add(ada);
  await db().delete(sessions).where(eq(sessions.id, ada.session.id));
  expect(await rename(ada, id, 'Mine')).toBe('not_signed_in');
  expect(await remove(ada, id)).toBe('not_signed_in');
  expect(await namesOf(ada)).toEqual(['Key']);
});

test('sessions that sign out while their passkey is removed do not get in the way', async () => {
  for (let round = 0; round < 10; round += 1) {
    const ada = await signedIn();
    const { id } = await add(ada);
    const tokens = Array.from({ length: 5 }, () => Buffer.from(randomUUID()));
    await Promise.all(tokens.map((tokenHash) => openedBy(ada, id, { tokenHash })));
    const [removed] = await Promise.all([remove(ada, id, true), ...tokens.map((token) => endSession(token))]);
    expect(removed).toMatchObject({ name: 'Key' });
    expect(await sessionsOf(ada)).toEqual([ada.session.id]);
  }
});

async function signedIn(): Promise<Person> {
  const person = await insertPerson();
  await openSessionOf(person);
  return person;
}

async function add(person: Person, { name = 'Key' } = {}) {
  const credential = { ...newCredential(person.user.id), name };
  const added = await addCredential(credential, { most: 10, actor: actorOf(person) });
  if (typeof added === 'string') throw new Error(added);
  return { id: credential.id, ...added };
}

function rename({ user, ...person }: Person, id: string, name: string) {
  return renameCredential({ id, userId: user.id }, name, actorOf(person));
}

function remove({ user, ...person }: Person, id: string, endSessions = false) {
  const ending = endSessions ? limits : null;
  return removeCredential({ id, userId: user.id }, { endSessions: ending, actor: actorOf(person) });
}

function actorOf({ session }: Pick<Person, 'session'>) {
  return { sessionId: session.id, device: 'Chrome on macOS', place };
}

/** Another session, or what is changed of one there is. */
async function openedBy({ user }: Person, credentialId: string | null, changes: object = {}) {
  const id = randomUUID();
  const row = { id, userId: user.id, method: 'passkey' as const, device: 'Chrome on macOS', credentialId };
  const [opened] = await db()
    .insert(sessions)
    .values({ ...row, tokenHash: Buffer.from(id), ...changes })
    .onConflictDoUpdate({ target: sessions.id, set: { credentialId } })
    .returning({ id: sessions.id });
  return opened?.id ?? '';
}

async function namesOf({ user }: Person) {
  return (await listCredentials(user.id)).map(({ name }) => name);
}

async function sessionsOf({ user }: Person) {
  const rows = await db().select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, user.id));
  return rows.map(({ id }) => id).toSorted();
}

async function eventsOf({ user }: Person) {
  return db()
    .select()
    .from(securityEvents)
    .where(eq(securityEvents.userId, user.id))
    .orderBy(securityEvents.id);
}

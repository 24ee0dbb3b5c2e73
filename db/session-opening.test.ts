import { randomBytes, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { policy } from '@/lib/policy';
import { insertPerson, newCredential, newOpening } from '@/test/people';
import { db } from './client';
import { credentials, securityEvents, sessions, users } from './schema';
import { openSessionByEmail, openSessionByPasskey, openSessionOfNewAccount } from './session-opening';
import type { SessionUser } from './sessions';

describe('By email, a session', () => {
  test('is opened for the address that was proven', async () => {
    const { user } = await insertPerson();
    expect(await openSessionByEmail(user.id, user.email, newOpening())).toMatchObject({
      user: person(user),
      method: 'email',
    });
    expect(await sessionsOf(user.id)).toMatchObject([{ method: 'email', credentialId: null }]);
    expect(await eventsOf(user.id)).toMatchObject([
      { type: 'signed_in', device: 'Chrome on macOS', details: { method: 'email' } },
    ]);
  });

  test('is not opened when the account has another address by now, is disabled or gone', async () => {
    const { user } = await insertPerson();
    const changes = [
      () =>
        db()
          .update(users)
          .set({ email: `new-${user.email}` }),
      () => db().update(users).set({ email: user.email, disabledAt: new Date() }),
    ];
    for (const change of changes) {
      await change().where(eq(users.id, user.id));
      expect(await openSessionByEmail(user.id, user.email, newOpening())).toBeNull();
    }
    expect(await openSessionByEmail(randomUUID(), user.email, newOpening())).toBeNull();
    expect(await sessionsOf(user.id)).toEqual([]);
    expect(await eventsOf(user.id)).toEqual([]);
  });
});

describe('By passkey, a session', () => {
  test('CO5: is opened with the passkey’s use: a count that never falls, backup state, time', async () => {
    const { user } = await insertPerson();
    const passkey = await insertPasskey(user.id);
    expect(
      await openSessionByPasskey({ ...passkey, signCount: 12, backupState: false }, newOpening()),
    ).toMatchObject({ user: person(user), method: 'passkey' });
    await openSessionByPasskey({ ...passkey, signCount: 11, backupState: true }, newOpening());
    expect(await passkeysOf(user.id)).toMatchObject([
      { signCount: 12, backupState: true, lastUsedAt: expect.any(Date) },
    ]);
    const session = { method: 'passkey', credentialId: passkey.id };
    expect(await sessionsOf(user.id)).toMatchObject([session, session]);
    expect(await eventsOf(user.id)).toMatchObject(Array(2).fill({ details: { method: 'passkey' } }));
  });

  test('is not opened, nor its use recorded, for a disabled account, a removed passkey or another’s', async () => {
    const [{ user }, other] = [await insertPerson(), await insertPerson()];
    const passkey = await insertPasskey(user.id);
    expect(await openSessionByPasskey({ ...passkey, userId: other.user.id }, newOpening())).toBeNull();
    expect(await openSessionByPasskey({ ...passkey, id: 'removed' }, newOpening())).toBeNull();
    await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, user.id));
    expect(await openSessionByPasskey({ ...passkey, signCount: 1 }, newOpening())).toBeNull();
    expect(await passkeysOf(user.id)).toMatchObject([{ signCount: 0, lastUsedAt: null }]);
    expect([...(await sessionsOf(user.id)), ...(await sessionsOf(other.user.id))]).toEqual([]);
  });
});

describe('With a new account, a session', () => {
  test('is opened by email, and both are events', async () => {
    const account = newAccount();
    const user = (await openSessionOfNewAccount(account, newOpening(), policy.notMe))?.user;
    const { userHandle: _, ...kept } = account;
    expect(user).toEqual({ id: expect.any(String), ...kept });
    expect(await sessionsOf(user?.id ?? '')).toMatchObject([{ method: 'email' }]);
    const types = (await eventsOf(user?.id ?? '')).map(({ type }) => type);
    expect(types.toSorted()).toEqual(['account_created', 'signed_in']);
  });

  test.each(['email', 'username'] as const)(
    'CO10: is opened once for an %s, of 20 at once',
    async (shared) => {
      const { [shared]: value } = newAccount();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () =>
          openSessionOfNewAccount({ ...newAccount(), [shared]: value }, newOpening(), policy.notMe),
        ),
      );
      const [opened, ...others] = answers.filter((answer) => answer !== null);
      expect(others).toEqual([]);
      expect(await sessionsOf(opened?.user.id ?? '')).toHaveLength(1);
      const rows = await db().select().from(users).where(eq(users[shared], value));
      expect(rows).toMatchObject([{ id: opened?.user.id }]);
    },
  );
});

describe('Opening a session', () => {
  test('ends the one that its browser had, whoever’s it was, and no other', async () => {
    const [ada, bob] = [(await insertPerson()).user, (await insertPerson()).user];
    const [kept, previous] = [newOpening(), newOpening()];
    await openSessionByEmail(ada.id, ada.email, kept);
    await openSessionByEmail(ada.id, ada.email, previous);
    await openSessionByEmail(bob.id, bob.email, { ...newOpening(), previousTokenHash: previous.tokenHash });
    expect(await sessionsOf(ada.id)).toMatchObject([{ tokenHash: kept.tokenHash }]);
    expect(await sessionsOf(bob.id)).toHaveLength(1);
  });

  test('leaves the one that its browser had alone when nothing is opened', async () => {
    const { user } = await insertPerson();
    const previous = newOpening();
    await openSessionByEmail(user.id, user.email, previous);
    const again = { ...newOpening(), previousTokenHash: previous.tokenHash };
    expect(await openSessionByEmail(user.id, 'other@example.com', again)).toBeNull();
    expect(await sessionsOf(user.id)).toHaveLength(1);
  });

  test('makes room: of the sessions of an account the one seen longest ago goes', async () => {
    const { user, openings } = await fullHouse();
    const last = { ...newOpening(), perAccount: 3 };
    await openSessionByEmail(user.id, user.email, last);
    expect(hashesOf(await sessionsOf(user.id))).toEqual(hashesOf([openings[0], openings[2], last]));
  });

  test('CO6: makes room among 60 at once too, and each of them is opened', async () => {
    const { user } = await insertPerson();
    const opened = Array.from({ length: 60 }, () => openSessionByEmail(user.id, user.email, newOpening()));
    expect(await Promise.all(opened)).not.toContain(null);
    // One may begin just before another ends, and not see it: the next has both in view.
    expect((await sessionsOf(user.id)).length).toBeLessThan(25);
    await openSessionByEmail(user.id, user.email, newOpening());
    expect(await sessionsOf(user.id)).toHaveLength(20);
    expect(await eventsOf(user.id)).toHaveLength(61);
  });

  test('CO6: makes room among those that had to wait for one another', async () => {
    const { user } = await fullHouse();
    let opened: Promise<unknown[]> | undefined;
    await db().transaction(async (elsewhere) => {
      await elsewhere.execute(sql`select from users where id = ${user.id} for no key update`);
      const opening = () => openSessionByEmail(user.id, user.email, { ...newOpening(), perAccount: 3 });
      opened = Promise.all(Array.from({ length: 8 }, opening));
      await elsewhere.execute(sql`select pg_sleep(0.2)`);
    });
    expect(await opened).not.toContain(null);
    expect((await sessionsOf(user.id)).length).toBeLessThan(6);
    await openSessionByEmail(user.id, user.email, { ...newOpening(), perAccount: 3 });
    expect(await sessionsOf(user.id)).toHaveLength(3);
  });

  test('needs no more room than that of the one that its browser had', async () => {
    const { user, openings } = await fullHouse();
    const last = { ...newOpening(), perAccount: 3, previousTokenHash: openings[0].tokenHash };
    await openSessionByEmail(user.id, user.email, last);
    expect(hashesOf(await sessionsOf(user.id))).toEqual(hashesOf([openings[1], openings[2], last]));
  });

  test('makes room among one’s own sessions alone', async () => {
    const { user } = await fullHouse();
    const other = (await insertPerson()).user;
    await openSessionByEmail(other.id, other.email, { ...newOpening(), perAccount: 3 });
    expect(await sessionsOf(user.id)).toHaveLength(3);
  });
});

/** Three sessions of one account; the second was seen longest ago. */
async function fullHouse() {
  const { user } = await insertPerson();
  const openings = [newOpening(), newOpening(), newOpening()] as const;
  for (const [index, opening] of openings.entries()) {
    await openSessionByEmail(user.id, user.email, opening);
    await db().execute(sql`
      update sessions set last_seen_at = now() - make_interval(mins => ${[1, 3, 2][index]}::int)
      where token_hash = ${Buffer.from(opening.tokenHash)}`);
  }
  return { user, openings };
}

function hashesOf(list: { tokenHash: Uint8Array }[]) {
  return list.map(({ tokenHash }) => Buffer.from(tokenHash).toString('hex')).toSorted();
}

/** What opening a session tells of its person. */
function person({ id, name, username, email, locale }: SessionUser) {
  return { id, name, username, email, locale };
}

function newAccount() {
  const username = `bob-${randomBytes(6).toString('hex')}`;
  return {
    userHandle: randomBytes(64),
    name: 'Bob',
    username,
    email: `${username}@example.com`,
    locale: 'de',
  };
}

async function insertPasskey(userId: string) {
  const passkey = newCredential(userId);
  await db().insert(credentials).values(passkey);
  return passkey;
}

async function passkeysOf(userId: string) {
  return db().select().from(credentials).where(eq(credentials.userId, userId));
}

async function sessionsOf(userId: string) {
  return db().select().from(sessions).where(eq(sessions.userId, userId));
}

async function eventsOf(userId: string) {
  return db()
    .select()
    .from(securityEvents)
    .where(eq(securityEvents.userId, userId))
    .orderBy(securityEvents.id);
}

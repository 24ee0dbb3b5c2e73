import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { policy } from '@/lib/policy';
import { insertPerson, openSessionOf } from '@/test/people';
import { db } from './client';
import { recordEmailChangeRequest, updateEmail, updateProfile } from './profile';
import { securityEvents, sessions, users } from './schema';

test('a new name and username are kept, and the event tells both as they were and are', async () => {
  const { user, actor } = await someone();
  const username = free();
  expect(await updateProfile(user.id, { name: 'Grace', username }, actor)).toBe('saved');
  expect(await rowOf(user.id)).toMatchObject({ name: 'Grace', username, email: user.email });
  const details = { nameBefore: 'Ada', name: 'Grace', usernameBefore: user.username, username };
  expect(await eventsOf(user.id)).toMatchObject([{ type: 'profile_changed', ...actor, details }]);
});

test('the event tells only what changed, and there is none where nothing did', async () => {
  const { user, actor } = await someone();
  const { username } = user;
  expect(await updateProfile(user.id, { name: 'Ada', username }, actor)).toBe('saved');
  expect(await eventsOf(user.id)).toEqual([]);
  expect(await updateProfile(user.id, { name: 'Grace', username }, actor)).toBe('saved');
  expect(await eventsOf(user.id)).toMatchObject([{ details: { nameBefore: 'Ada', name: 'Grace' } }]);
});

test('of 20 claims to one username at once, one is let through, and the others leave nothing behind', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, someone));
  const username = free();
  const outcomes = await Promise.all(
    people.map(({ user, actor }) => updateProfile(user.id, { name: 'Grace', username }, actor)),
  );
  expect(outcomes.toSorted()).toEqual(['saved', ...Array(19).fill('taken')]);
  for (const [index, { user }] of people.entries()) {
    const won = outcomes[index] === 'saved';
    expect(await rowOf(user.id)).toMatchObject(won ? { username } : { username: user.username, name: 'Ada' });
    expect(await eventsOf(user.id)).toHaveLength(won ? 1 : 0);
  }
});

test.each([
  ['is disabled', (id: string) => db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, id))],
  ['is deleted', (id: string) => db().delete(users).where(eq(users.id, id))],
  ['has ended that session', (id: string) => db().delete(sessions).where(eq(sessions.userId, id))],
])(
  'SE13: an account that %s takes neither name nor address from it, nor the asking for one',
  async (_, end) => {
    const person = await someone();
    const { user, actor } = person;
    const change = await requested(person, `${free()}@example.com`);
    await end(user.id);
    expect(await updateProfile(user.id, { name: 'Grace', username: free() }, actor)).toBe('not_signed_in');
    expect(await recordEmailChangeRequest(user.id, change, actor)).toBe('not_signed_in');
    expect(await updateEmail(user.id, change, actor, policy.notMe)).toBe('not_signed_in');
    const row = await rowOf(user.id);
    if (row) expect(row).toMatchObject({ name: 'Ada', username: user.username, email: user.email });
  },
);

test.each(['deleted', 'signed out'])(
  'CO6, CO7: what comes while its account is being %s waits, and is not done',
  async (how) => {
    const person = await someone();
    const { user, actor } = person;
    const change = await requested(person, `${free()}@example.com`);
    let outcomes: Promise<unknown[]> | undefined;
    await db().transaction(async (tx) => {
      await tx.select({ id: users.id }).from(users).where(eq(users.id, user.id)).for('no key update');
      if (how === 'deleted') await tx.delete(users).where(eq(users.id, user.id));
      else await tx.delete(sessions).where(eq(sessions.userId, user.id));
      outcomes = Promise.all([
        updateProfile(user.id, { name: 'Grace', username: free() }, actor),
        recordEmailChangeRequest(user.id, change, actor),
        updateEmail(user.id, change, actor, policy.notMe),
      ]);
      outcomes.catch(() => {});
      await waitsForLock(3);
    });
    expect(await outcomes).toEqual(Array(3).fill('not_signed_in'));
  },
);

test('an address changes together with its event', async () => {
  const person = await someone();
  const { user, actor } = person;
  const change = await requested(person, `${free()}@example.com`);
  const event = await updateEmail(user.id, change, actor, policy.notMe);
  expect(await rowOf(user.id)).toMatchObject({ email: change.newEmail });
  const { oldEmail, newEmail } = change;
  const [asked, changed] = await eventsOf(user.id);
  expect(asked).toMatchObject({ type: 'email_change_requested', details: { oldEmail, newEmail } });
  expect(changed).toMatchObject({ type: 'email_changed', ...actor, details: { oldEmail, newEmail } });
  expect(event).toEqual({ id: changed?.id, at: changed?.at });
});

test("an address changes on nothing but the account's own asking for a change", async () => {
  const [person, other] = [await someone(), await someone()];
  const { user, actor } = person;
  const change = await requested(person, `${free()}@example.com`);
  const foreign = await requested(other, change.newEmail);
  await updateProfile(user.id, { name: 'Grace', username: user.username }, actor);
  const [, renamed] = await eventsOf(user.id);
  for (const requestedBy of [foreign.requestedBy, renamed?.id ?? 0, 0]) {
    expect(await updateEmail(user.id, { ...change, requestedBy }, actor, policy.notMe)).toBe('stopped');
  }
  expect(await updateEmail(other.user.id, change, other.actor, policy.notMe)).toBe('stopped');
  expect(await updateEmail(user.id, change, other.actor, policy.notMe)).toBe('not_signed_in');
  expect(await rowOf(user.id)).toMatchObject({ email: user.email });
});

test('a change that was disowned does not happen', async () => {
  const person = await someone();
  const { user, actor } = person;
  const change = await requested(person, `${free()}@example.com`);
  await disown(change.requestedBy);
  expect(await updateEmail(user.id, change, actor, policy.notMe)).toBe('stopped');
  expect(await rowOf(user.id)).toMatchObject({ email: user.email });
});

test('a change waits for a disowning that is under way, and then does not happen', async () => {
  const person = await someone();
  const { user, actor } = person;
  const change = await requested(person, `${free()}@example.com`);
  let changing: ReturnType<typeof updateEmail> | undefined;
  await db().transaction(async (tx) => {
    await tx.select({ id: users.id }).from(users).where(eq(users.id, user.id)).for('no key update');
    await disown(change.requestedBy, tx);
    changing = updateEmail(user.id, change, actor, policy.notMe);
    await waitsForLock();
  });
  expect(await changing).toBe('stopped');
  expect(await rowOf(user.id)).toMatchObject({ email: user.email });
});

test('CO11: of 20 accounts that claim one address at once, one gets it', async () => {
  const newEmail = `${free()}@example.com`;
  const people = await Promise.all(Array.from({ length: 20 }, someone));
  const changes = await Promise.all(people.map((person) => requested(person, newEmail)));
  const outcomes = await Promise.all(
    people.map(({ user, actor }, index) =>
      updateEmail(user.id, changes[index] as Change, actor, policy.notMe),
    ),
  );
  expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(19);
  const [owner] = await db().select().from(users).where(eq(users.email, newEmail));
  expect(outcomes.findIndex((outcome) => typeof outcome === 'object')).toBe(
    people.findIndex(({ user }) => user.id === owner?.id),
  );
});

test('CO11: of 20 changes of one account at once, one happens', async () => {
  const person = await someone();
  const { user, actor } = person;
  const changes = await Promise.all(
    Array.from({ length: 20 }, () => requested(person, `${free()}@example.com`)),
  );
  const outcomes = await Promise.all(
    changes.map((change) => updateEmail(user.id, change, actor, policy.notMe)),
  );
  expect(outcomes.filter((outcome) => outcome === 'stopped')).toHaveLength(19);
  const { newEmail } = changes[outcomes.findIndex((outcome) => typeof outcome === 'object')] as Change;
  expect(await rowOf(user.id)).toMatchObject({ email: newEmail });
});

async function someone() {
  const person = await insertPerson();
  await openSessionOf(person);
  const actor = { sessionId: person.session.id, device: 'Chrome on macOS', place: 'Lisbon, Portugal' };
  return { user: person.user, actor };
}

async function requested({ user, actor }: Someone, newEmail: string) {
  const oldEmail = user.email;
  const event = await recordEmailChangeRequest(user.id, { oldEmail, newEmail }, actor);
  if (typeof event === 'string') throw new Error(event);
  return { oldEmail, newEmail, requestedBy: event.id };
}

async function disown(eventId: number, tx: Pick<ReturnType<typeof db>, 'update'> = db()) {
  await tx.update(securityEvents).set({ disownedAt: new Date() }).where(eq(securityEvents.id, eventId));
}

/** Until so many statements of this database stand still behind another's lock. */
async function waitsForLock(count = 1) {
  await expect
    .poll(async () => {
      const { rows } = await db().execute(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
      return rows.length;
    })
    .toBeGreaterThanOrEqual(count);
}

async function rowOf(userId: string) {
  const [row] = await db().select().from(users).where(eq(users.id, userId));
  return row;
}

async function eventsOf(userId: string) {
  return db()
    .select()
    .from(securityEvents)
    .where(eq(securityEvents.userId, userId))
    .orderBy(securityEvents.id);
}

function free() {
  return `grace-${randomBytes(6).toString('hex')}`;
}

type Someone = Awaited<ReturnType<typeof someone>>;

type Change = Awaited<ReturnType<typeof requested>>;

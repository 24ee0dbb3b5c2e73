import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { insertPerson, newCredential, newOpening, openSessionOf } from '@/test/people';
import { db } from './client';
import { addCredential } from './credential-changes';
import { deleteUser } from './deletion';
import { startRecovery } from './recovery';
import { replaceCodes } from './recovery-codes';
import { sessions, users } from './schema';
import { openSessionByEmail, openSessionByPasskey } from './session-opening';
import { endSession, findSession } from './sessions';

const limits = { lifetime: 3600, idle: 600, seenEvery: 60 };

test('an account goes with everything that is kept of it, and no other account loses anything', async () => {
  const [gone, kept] = [await someone(), await someone()];
  const before = await rowsOf(kept.user.id);
  // A table that is new has to be filled by `someone`, so that this test sees it emptied.
  expect(Object.entries(await rowsOf(gone.user.id)).filter(([, count]) => count === 0)).toEqual([]);

  expect(await deleteUser(gone.user.id, gone.actor)).toMatchObject({
    id: expect.any(Number),
    at: expect.any(Date),
  });
  expect(Object.values(await rowsOf(gone.user.id)).some((count) => count > 0)).toBe(false);
  expect(await rowsOf(kept.user.id)).toEqual(before);
});

test('every reference to an account, and to what belongs to one, says what becomes of it', async () => {
  const { rows } = await db().execute<{ source: string; rule: string }>(sql`
    select conrelid::regclass || ' → ' || confrelid::regclass as source, confdeltype as rule
    from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace`);
  const cascade = 'c';
  const setNull = 'n';
  expect(rows.length).toBeGreaterThan(0);
  for (const { source, rule } of rows) {
    expect([source, rule]).toEqual([source, source.endsWith('→ users') ? cascade : setNull]);
  }
});

test('its sessions are not found any more, its passkeys and its address open none', async () => {
  const { user, credential, tokenHash, actor } = await someone();
  await deleteUser(user.id, actor);
  expect(await findSession(tokenHash, limits)).toBeNull();
  expect(await openSessionByPasskey(credential, newOpening())).toBeNull();
  expect(await openSessionByEmail(user.id, user.email, newOpening())).toBeNull();
});

test('of 20 that delete an account at once, one does', async () => {
  const { user, actor } = await someone();
  const answers = await Promise.all(Array.from({ length: 20 }, () => deleteUser(user.id, actor)));
  expect(answers.filter((answer) => answer === 'gone')).toHaveLength(19);
  expect(await deleteUser(user.id, actor)).toBe('gone');
});

test('only a session of the account deletes it', async () => {
  const [ada, bob] = [await someone(), await someone()];
  expect(await deleteUser(ada.user.id, bob.actor)).toBe('not_signed_in');
  await db().delete(sessions).where(eq(sessions.id, ada.actor.sessionId));
  expect(await deleteUser(ada.user.id, ada.actor)).toBe('not_signed_in');
  expect(await db().$count(users, eq(users.id, ada.user.id))).toBe(1);
});

test('CO7: whatever goes on at the same moment, nothing of it is left, and nobody gets an error', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { user, credential, tokenHash, actor } = await someone();
    await Promise.all([
      openSessionByEmail(user.id, user.email, newOpening()),
      openSessionByPasskey(credential, newOpening()),
      addCredential(newCredential(user.id), { most: 10, actor }),
      findSession(tokenHash, limits),
      deleteUser(user.id, actor),
      addCredential(newCredential(user.id), { most: 10, actor }),
      openSessionByPasskey(credential, newOpening()),
      openSessionByEmail(user.id, user.email, newOpening()),
      startRecovery(user.id, { wait: 60, open: 60 }, actor),
      replaceCodes(user.id, ['other'], actor),
      endSession(tokenHash),
    ]);
    expect(Object.values(await rowsOf(user.id)).some((count) => count > 0)).toBe(false);
  }
});

test('CO7: all sessions may sign out at the same moment', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { user, actor } = await someone();
    const openings = Array.from({ length: 9 }, newOpening);
    await Promise.all(openings.map((opening) => openSessionByEmail(user.id, user.email, opening)));
    const signOuts = openings.map(
      ({ tokenHash }) =>
        () =>
          endSession(tokenHash),
    );
    signOuts.splice(4, 0, async () => (await deleteUser(user.id, actor)) !== 'gone');
    await Promise.all(signOuts.map((work) => work()));
    expect(Object.values(await rowsOf(user.id)).some((count) => count > 0)).toBe(false);
  }
});

/** Somebody of whom there is a row in every table. */
async function someone() {
  const person = await insertPerson();
  const { user, session } = person;
  await openSessionOf(person);
  const actor = { sessionId: session.id, device: 'Chrome on macOS', place: null };
  const credential = newCredential(user.id);
  const { tokenHash, ...opening } = newOpening();
  await addCredential(credential, { most: 10, actor });
  await openSessionByPasskey(credential, { tokenHash, ...opening });
  await replaceCodes(user.id, ['one', 'two'], actor);
  return { user, credential, tokenHash, actor };
}

/** How many rows of each table are an account's. */
async function rowsOf(userId: string) {
  const { rows } = await db().execute<{ name: string }>(sql`
    select table_name as name from information_schema.columns
    where table_schema = 'public' and column_name = 'user_id'`);
  const counts: Record<string, number> = { users: await db().$count(users, eq(users.id, userId)) };
  for (const { name } of rows) {
    const found = await db().execute<{ count: number }>(sql`
      select count(*)::int as count from ${sql.identifier(name)} where user_id = ${userId}`);
    counts[name] = found.rows[0]?.count ?? 0;
  }
  return counts;
}

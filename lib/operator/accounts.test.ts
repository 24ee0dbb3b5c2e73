import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { credentials, sessions, users } from '@/db/schema';
import { openSessionByEmail } from '@/db/session-opening';
import { insertPerson, newCredential, newOpening } from '@/test/people';
import { accountOf, findAccounts } from './accounts';

test('an account goes by its id, email and username, in any case', async () => {
  const { user } = await insertPerson();
  const { id, email, username } = user;
  for (const who of [
    id,
    id.toUpperCase(),
    email,
    email.toUpperCase(),
    username,
    ` ${username.toUpperCase()} `,
  ]) {
    expect(await accountOf(who)).toMatchObject({ id, email, username });
  }
  for (const who of [
    randomUUID(),
    'nobody@example.com',
    'nobody-here',
    '',
    '%',
    'a\\',
    "'",
    'ü'.repeat(5_000),
    '\0',
  ]) {
    expect(await accountOf(who)).toBeNull();
  }
});

test('it is shown with what it has, and not with what others have', async () => {
  const [{ user }, { user: other }] = [await insertPerson(), await insertPerson()];
  await db()
    .insert(credentials)
    .values([newCredential(user.id), newCredential(user.id), newCredential(other.id)]);
  for (const { id, email } of [user, user, user, other]) await openSessionByEmail(id, email, newOpening());
  const [ended] = await db().select().from(sessions).where(eq(sessions.userId, user.id)).limit(1);
  await db()
    .update(sessions)
    .set({ lastSeenAt: sql`now() - interval '8 days'` })
    .where(eq(sessions.id, ended?.id ?? ''));
  expect(await accountOf(user.id)).toEqual({
    id: user.id,
    username: user.username,
    email: user.email,
    name: user.name,
    locale: 'en',
    createdAt: expect.any(Date),
    disabledAt: null,
    emailSignIn: 'on',
    recoveryStartedAt: null,
    passkeys: 2,
    recoveryCodes: 0,
    sessions: 2,
    lastSeenAt: expect.any(Date),
  });
});

test('a username that looks like an id is found all the same', async () => {
  const { user } = await insertPerson();
  const username = randomUUID().slice(0, 32);
  await db().update(users).set({ username }).where(eq(users.id, user.id));
  expect(await accountOf(username)).toMatchObject({ id: user.id });
});

test('accounts are found by any part of what they are called, signs taken as they are', async () => {
  const { user } = await insertPerson();
  await db().update(users).set({ name: 'Ada 100%_\\ Lovelace' }).where(eq(users.id, user.id));
  for (const text of ['LOVELACE', '100%_\\', '%_\\ l', user.username.slice(4), user.email.slice(2)]) {
    expect(await findAccounts(text, 10)).toMatchObject([{ id: user.id }]);
  }
  for (const text of ['100\\%', 'A_a', 'Ada %Lovelace']) expect(await findAccounts(text, 10)).toEqual([]);
  await insertPerson();
  expect(await findAccounts('example.com', 1)).toHaveLength(1);
});

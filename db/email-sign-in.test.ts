import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { insertPerson, newCredential, openSessionOf } from '@/test/people';
import { disable, eventsOf, eventTypesOf, userOf } from '@/test/recoveries';
import { db } from './client';
import { turnEmailSignInOff, turnEmailSignInOn } from './email-sign-in';
import { credentials, recoveryCodes, users } from './schema';

const always = () => true;

test('it is turned off and on, once each, with their events', async () => {
  const { user, actor } = await signedIn();
  expect(await turnEmailSignInOff(user.id, always, actor)).toMatchObject({ id: expect.any(Number) });
  expect(await turnEmailSignInOff(user.id, always, actor)).toBe('unchanged');
  expect(await userOf(user.id)).toMatchObject({ emailSignIn: 'off' });
  expect(await turnEmailSignInOn(user.id, actor)).toMatchObject({ id: expect.any(Number) });
  expect(await turnEmailSignInOn(user.id, actor)).toBe('unchanged');
  expect(await userOf(user.id)).toMatchObject({ emailSignIn: 'on' });
  expect(await eventsOf(user.id)).toMatchObject([
    { type: 'email_sign_in_off', ...actor },
    { type: 'email_sign_in_on', ...actor },
  ]);
});

test('it is turned on when it was paused', async () => {
  const { user, actor } = await signedIn();
  await db().update(users).set({ emailSignIn: 'paused' }).where(eq(users.id, user.id));
  expect(await turnEmailSignInOn(user.id, actor)).toMatchObject({ id: expect.any(Number) });
  expect(await userOf(user.id)).toMatchObject({ emailSignIn: 'on' });
});

test('it stays on when the ways in that remain are not enough: they are the account’s own', async () => {
  const [{ user, actor }, other] = [await signedIn(), await insertPerson()];
  await db()
    .insert(credentials)
    .values([newCredential(user.id), { ...newCredential(user.id), backupState: false }]);
  await db().insert(credentials).values(newCredential(other.user.id));
  await db()
    .insert(recoveryCodes)
    .values([
      { userId: user.id, hash: 'a' },
      { userId: other.user.id, hash: 'b' },
    ]);
  const asked: unknown[] = [];
  const answer = await turnEmailSignInOff(user.id, (ways) => asked.push(ways) < 0, actor);
  expect(answer).toBe('not_enough');
  const passkeys = expect.arrayContaining([{ backupState: true }, { backupState: false }]);
  expect(asked).toEqual([{ passkeys, codesLeft: 1 }]);
  expect(await userOf(user.id)).toMatchObject({ emailSignIn: 'on' });
  expect(await eventTypesOf(user.id)).toEqual([]);
});

test('nothing is turned in a session that has ended, in somebody else’s, or for a disabled account', async () => {
  const [one, other] = [await signedIn(), await signedIn()];
  const gone = { ...one.actor, sessionId: randomUUID() };
  for (const actor of [gone, other.actor]) {
    expect(await turnEmailSignInOff(one.user.id, always, actor)).toBe('not_signed_in');
    expect(await turnEmailSignInOn(one.user.id, actor)).toBe('not_signed_in');
  }
  await disable(one.user.id);
  expect(await turnEmailSignInOff(one.user.id, always, one.actor)).toBe('not_signed_in');
  expect(await userOf(one.user.id)).toMatchObject({ emailSignIn: 'on' });
});

test('a passkey that is removed in the same moment does not leave an account without a way in', async () => {
  const { user, actor } = await signedIn();
  const passkeys = [newCredential(user.id), newCredential(user.id)];
  await db().insert(credentials).values(passkeys);
  let off: ReturnType<typeof turnEmailSignInOff> | undefined;
  await db().transaction(async (tx) => {
    await tx.select().from(users).where(eq(users.id, user.id)).for('no key update');
    off = turnEmailSignInOff(user.id, (ways) => ways.passkeys.length > 1, actor);
    await tx.delete(credentials).where(eq(credentials.id, passkeys[0]?.id ?? ''));
  });
  expect(await off).toBe('not_enough');
});

async function signedIn() {
  const person = await insertPerson();
  await openSessionOf(person);
  const { id: sessionId, device } = person.session;
  return { user: person.user, actor: { sessionId, device, place: null } };
}

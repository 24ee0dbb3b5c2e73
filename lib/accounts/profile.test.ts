import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { securityEvents, sessions, users } from '@/db/schema';
import { AuthFailure } from '@/lib/errors';
import { insertPerson, openSessionOf } from '@/test/people';
import { saveProfile } from './profile';

test('who changes their name is noted as the session and browser that did it', async () => {
  const person = await someone();
  const { user, session, visitor } = person;
  await saveProfile(person, { name: 'Grace', username: user.username }, visitor);
  const events = await db().select().from(securityEvents).where(eq(securityEvents.userId, user.id));
  expect(events).toMatchObject([
    { type: 'profile_changed', sessionId: session.id, device: visitor.device, place: null },
  ]);
});

test('a username that another account has, disabled or not, is told on its field', async () => {
  const [person, other] = [await someone(), await insertPerson()];
  const profile = { name: 'Grace', username: other.user.username };
  for (const disabledAt of [null, new Date()]) {
    await db().update(users).set({ disabledAt }).where(eq(users.id, other.user.id));
    const refusal = await saveProfile(person, profile, person.visitor).catch((error) => error);
    expect(refusal).toBeInstanceOf(AuthFailure);
    expect(refusal).toMatchObject({
      code: 'username_taken',
      fields: { username: 'refusals.username_taken' },
    });
  }
  const [row] = await db().select().from(users).where(eq(users.id, person.user.id));
  expect(row).toMatchObject({ name: 'Ada', username: person.user.username });
});

test('one’s own username may stay', async () => {
  const person = await someone();
  await saveProfile(person, { name: 'Grace', username: person.user.username }, person.visitor);
});

test('SE13: whose session has ended meanwhile, or whose account is gone, is signed out and nothing is saved', async () => {
  const person = await someone();
  const { user } = person;
  const saving = () => saveProfile(person, { name: 'Grace', username: user.username }, person.visitor);
  await db().delete(sessions).where(eq(sessions.userId, user.id));
  await expect(saving()).rejects.toMatchObject({ code: 'not_signed_in' });
  const [row] = await db().select().from(users).where(eq(users.id, user.id));
  expect(row).toMatchObject({ name: 'Ada' });
  await db().delete(users).where(eq(users.id, user.id));
  await expect(saving()).rejects.toMatchObject({ code: 'not_signed_in' });
});

/** Somebody whose session there is. */
async function someone() {
  const person = await insertPerson();
  await openSessionOf(person);
  return person;
}

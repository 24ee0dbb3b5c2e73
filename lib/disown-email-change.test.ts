import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { updateEmail } from '@/db/profile';
import { users } from '@/db/schema';
import { openSessionOfNewAccount } from '@/db/session-opening';
import {
  accountOf,
  askForAddress,
  changeAddress,
  eventsOf,
  type Hijacked,
  hijacked,
  press,
  sessionsOf,
} from '@/test/hijack';
import { insertPerson, newOpening } from '@/test/people';
import { newUserHandle } from './accounts/user-handle';
import { policy } from './policy';

test('a change of address that was only asked for is stopped', async () => {
  const person = await hijacked();
  const { user, mine, by, change } = person;
  const requested = await askForAddress(person, change);
  await press(requested.id);
  const asking = { ...change, requestedBy: requested.id };
  expect(await updateEmail(user.id, asking, by, policy.notMe)).toBe('not_signed_in');
  expect(await updateEmail(user.id, asking, { ...by, sessionId: mine.sessionId }, policy.notMe)).toBe(
    'stopped',
  );
  expect(await accountOf(person)).toMatchObject({ email: user.email, emailSignIn: 'paused' });
  expect(await sessionsOf(person)).toEqual([mine.sessionId]);
});

test.each(['the asking', 'the change'])('it is taken back by disowning %s', async (which) => {
  const person = await hijacked();
  const { mine, change } = person;
  const { requested, changed } = await changeAddress(person, change);
  await press(which === 'the asking' ? requested.id : changed.id);
  expect(await accountOf(person)).toMatchObject({ email: change.oldEmail, emailSignIn: 'paused' });
  expect(await sessionsOf(person)).toEqual([mine.sessionId]);
  expect(await reversal(person)).toMatchObject({
    details: { oldEmail: change.newEmail, newEmail: change.oldEmail },
  });
});

test('it is taken back when the thief has changed it once more', async () => {
  const person = await hijacked();
  const { change } = person;
  const { changed } = await changeAddress(person, change);
  const further = { oldEmail: change.newEmail, newEmail: `more-${change.newEmail}` };
  await changeAddress(person, further);
  await press(changed.id);
  expect(await accountOf(person)).toMatchObject({ email: change.oldEmail });
  expect(await reversal(person)).toMatchObject({
    details: { oldEmail: further.newEmail, newEmail: change.oldEmail },
  });
});

test('a thief cannot take it back to an address of theirs, whoever presses first', async () => {
  for (const thiefFirst of [false, true]) {
    const person = await hijacked();
    const { oldEmail, newEmail } = person.change;
    const first = await changeAddress(person, person.change);
    const second = await changeAddress(person, { oldEmail: newEmail, newEmail: `more-${newEmail}` });
    if (thiefFirst) await press(second.changed.id);
    await press(first.changed.id);
    if (!thiefFirst) await press(second.changed.id);
    expect(await accountOf(person)).toMatchObject({ email: oldEmail });
  }
});

test('what else was asked for comes to nothing', async () => {
  const person = await hijacked();
  const { user, mine, by, change } = person;
  const asked = { oldEmail: user.email, newEmail: `other-${user.email}` };
  const requested = await askForAddress(person, asked);
  const { changed } = await changeAddress(person, change);
  await press(changed.id);
  const owner = { ...by, sessionId: mine.sessionId };
  expect(await updateEmail(user.id, { ...asked, requestedBy: requested.id }, owner, policy.notMe)).toBe(
    'stopped',
  );
  expect(await accountOf(person)).toMatchObject({ email: user.email });
});

test('it is left alone when the account had its address again since', async () => {
  const person = await hijacked();
  const { oldEmail, newEmail } = person.change;
  const { changed } = await changeAddress(person, person.change);
  await changeAddress(person, { oldEmail: newEmail, newEmail: oldEmail });
  const later = { oldEmail, newEmail: `later-${newEmail}` };
  await changeAddress(person, later);
  await press(changed.id);
  expect(await accountOf(person)).toMatchObject({ email: later.newEmail, emailSignIn: 'paused' });
  expect(await reversal(person)).toBeUndefined();
});

test('one that was only asked for does not take another change back', async () => {
  const person = await hijacked();
  const { change } = person;
  const requested = await askForAddress(person, change);
  const own = { oldEmail: change.oldEmail, newEmail: `own-${change.newEmail}` };
  await changeAddress(person, own);
  await press(requested.id);
  expect(await accountOf(person)).toMatchObject({ email: own.newEmail });
});

test('where the old address has another account by now it stays; the rest is done', async () => {
  const person = await hijacked();
  const { mine, change } = person;
  const { changed } = await changeAddress(person, change);
  const { user: taker } = await insertPerson();
  await db().update(users).set({ email: change.oldEmail }).where(eq(users.id, taker.id));
  await press(changed.id);
  expect(await accountOf(person)).toMatchObject({ email: change.newEmail, emailSignIn: 'paused' });
  expect(await sessionsOf(person)).toEqual([mine.sessionId]);
});

test('a thief who claims the old address, with a new account and with another, does not keep the owner from it', async () => {
  const [person, other] = [await hijacked(), await hijacked()];
  const { oldEmail } = person.change;
  const { changed } = await changeAddress(person, person.change);
  expect(await register(oldEmail)).toBeNull();
  const claim = { oldEmail: other.user.email, newEmail: oldEmail };
  await expect(changeAddress(other, claim)).rejects.toThrow('taken');
  await press(changed.id);
  expect(await accountOf(person)).toMatchObject({ email: oldEmail, emailSignIn: 'paused' });
  expect(await accountOf(other)).toMatchObject({ email: other.user.email });
});

test('when somebody registers the old address at the same moment, the owner has it', async () => {
  for (let round = 0; round < 10; round += 1) {
    const person = await hijacked();
    const { oldEmail } = person.change;
    const { changed } = await changeAddress(person, person.change);
    const [opened] = await Promise.all([register(oldEmail), press(changed.id)]);
    expect(opened).toBeNull();
    expect(await accountOf(person)).toMatchObject({ email: oldEmail, emailSignIn: 'paused' });
  }
});

test('made and disowned at the same moment, it ends with the old address', async () => {
  for (let round = 0; round < 10; round += 1) {
    const person = await hijacked();
    const { user, by, change } = person;
    const requested = await askForAddress(person, change);
    await Promise.all([
      updateEmail(user.id, { ...change, requestedBy: requested.id }, by, policy.notMe),
      press(requested.id),
    ]);
    expect(await accountOf(person)).toMatchObject({ email: change.oldEmail });
  }
});

function register(email: string) {
  const account = {
    name: 'Bob',
    username: `bob-${randomUUID().slice(0, 8)}`,
    email,
    locale: 'en',
    userHandle: newUserHandle(),
  };
  return openSessionOfNewAccount(account, newOpening(), policy.notMe);
}

async function reversal(person: Hijacked) {
  return (await eventsOf(person)).find(({ type }) => type === 'email_change_reverted');
}

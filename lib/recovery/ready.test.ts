import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { db } from '@/db/client';
import { startRecovery } from '@/db/recovery';
import { ephemeral, users } from '@/db/schema';
import { policy } from '@/lib/policy';
import { startInbox } from '@/test/inbox';
import { letPass } from '@/test/link-journey';
import { insertPerson } from '@/test/people';
import { beginRecoveryAgo, eventTypesOf, userOf } from '@/test/recoveries';
import { tellReadyRecoveries } from './ready';

const inbox = await startInbox();
afterAll(inbox.close);
beforeEach(async () => {
  await db().delete(ephemeral);
  await db().delete(users);
});
afterEach(() => inbox.receive('kindly'));

const day = 86_400;

test('the owner is told once that it is ready, until when, where to sign in, and how to stop it', async () => {
  const user = await readyPerson();
  expect(await tellReadyRecoveries()).toBe(1);
  expect(await tellReadyRecoveries()).toBe(0);
  const [mail, ...more] = await inbox.mailsTo(user.email);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe('Recovery of your Latchkey account is ready');
  expect(mail?.text).toContain('http://localhost:3000/sign-in');
  expect(mail?.text).toContain('/not-me?token=');
  expect(mail?.text).toContain('Firefox on Windows');
  expect(await eventTypesOf(user.id)).toEqual(['recovery_started', 'recovery_ready']);
});

test('20 instances at once tell each owner once', async () => {
  const people = [await readyPerson(), await readyPerson(), await readyPerson()];
  const told = await Promise.all(Array.from({ length: 20 }, tellReadyRecoveries));
  expect(told.reduce((sum, count) => sum + count)).toBe(3);
  for (const { id, email } of people) {
    expect(await inbox.mailsTo(email)).toHaveLength(1);
    expect(await eventTypesOf(id)).toEqual(['recovery_started', 'recovery_ready']);
  }
});

test('nobody is told before the time, nor when it has passed', async () => {
  const [early, late] = [await readyPerson(day - 5), await readyPerson(3 * day)];
  expect(await tellReadyRecoveries()).toBe(0);
  expect(await userOf(early.id)).toMatchObject({ recoveryStartedAt: expect.any(Date), recoveryToldAt: null });
  expect(await userOf(late.id)).toMatchObject({ recoveryToldAt: null });
});

test('a mail that fails is tried again, five times an hour at most, and then told once', async () => {
  const user = await readyPerson();
  inbox.receive('refusing');
  for (let minutes = 0; minutes < 10; minutes += 1) {
    expect(await tellReadyRecoveries()).toBe(0);
    await letPass(60, 'mails-per-mailbox:60:');
  }
  expect(await userOf(user.id)).toMatchObject({ recoveryToldAt: null });

  inbox.receive('kindly');
  expect(await tellReadyRecoveries()).toBe(0);
  await letPass(3600, 'mails-per-mailbox:');
  expect(await tellReadyRecoveries()).toBe(1);
  expect(await tellReadyRecoveries()).toBe(0);
  expect(await inbox.mailsTo(user.email)).toHaveLength(1);
  expect(await eventTypesOf(user.id)).toEqual(['recovery_started', 'recovery_ready']);
});

test('one whose mail fails does not keep the others waiting', async () => {
  const [first, second] = [await readyPerson(day + 60), await readyPerson()];
  await db().execute(`update users set email = 'no address' where id = '${first.id}'`);
  expect(await tellReadyRecoveries()).toBe(1);
  expect(await inbox.mailsTo(second.email)).toHaveLength(1);
});

async function readyPerson(ago = day) {
  const { user } = await insertPerson();
  const actor = { sessionId: null, device: 'Firefox on Windows', place: null };
  await startRecovery(user.id, policy.recovery, actor);
  await beginRecoveryAgo(user.id, ago);
  return user;
}

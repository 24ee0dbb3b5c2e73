import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { insertPerson, newCredential, newOpening } from '@/test/people';
import { beginRecoveryAgo, disable, eventsOf, eventTypesOf, userOf } from '@/test/recoveries';
import { db } from './client';
import {
  cancelRecovery,
  claimReadyRecovery,
  findRecovery,
  listReadyRecoveries,
  releaseReadyRecovery,
  startRecovery,
} from './recovery';
import { credentials, users } from './schema';
import { openSessionByEmail, openSessionByPasskey, renewSessionByPasskey } from './session-opening';

const day = 86_400;
const times = { wait: day, open: 2 * day };
const actor = { sessionId: null, device: 'Firefox on Windows', place: 'Turku, Finland' };

describe('The delayed way back', () => {
  test('begins with its event', async () => {
    const { user } = await insertPerson();
    const started = await startRecovery(user.id, times, actor);
    expect(started).toMatchObject({ email: user.email, event: { id: expect.any(Number) } });
    expect(await findRecovery(user.id, times)).toEqual(started?.startedAt);
    expect(await eventsOf(user.id)).toMatchObject([{ type: 'recovery_started', ...actor }]);
  });

  test('is begun once by 50 at once, and its clock is not set again', async () => {
    const { user } = await insertPerson();
    const starts = await Promise.all(Array.from({ length: 50 }, () => startRecovery(user.id, times, actor)));
    expect(starts.filter((started) => started !== null)).toHaveLength(1);
    expect(await eventTypesOf(user.id)).toEqual(['recovery_started']);

    await beginRecoveryAgo(user.id, 3 * day - 5);
    const before = await userOf(user.id);
    expect(await startRecovery(user.id, times, actor)).toBeNull();
    expect(await userOf(user.id)).toEqual(before);
  });

  test('can be begun again when the one before has passed', async () => {
    const { user } = await insertPerson();
    await beginRecoveryAgo(user.id, 3 * day + 1);
    expect(await findRecovery(user.id, times)).toBeNull();
    await db().update(users).set({ recoveryToldAt: new Date() }).where(eq(users.id, user.id));
    expect(await startRecovery(user.id, times, actor)).not.toBeNull();
    expect(await userOf(user.id)).toMatchObject({ recoveryToldAt: null });
  });

  test('is not begun for an account that is disabled or gone', async () => {
    const { user } = await insertPerson();
    await disable(user.id);
    expect(await startRecovery(user.id, times, actor)).toBeNull();
    expect(await startRecovery(randomUUID(), times, actor)).toBeNull();
    expect(await eventsOf(user.id)).toEqual([]);
  });

  test('is cancelled once, with its event, by 20 at once', async () => {
    const { user } = await insertPerson();
    const other = (await insertPerson()).user;
    await startRecovery(user.id, times, actor);
    await startRecovery(other.id, times, actor);
    const answers = await Promise.all(Array.from({ length: 20 }, () => cancelRecovery(user.id, actor)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await eventTypesOf(user.id)).toEqual(['recovery_started', 'recovery_cancelled']);
    expect(await findRecovery(user.id, times)).toBeNull();
    expect(await findRecovery(other.id, times)).not.toBeNull();
  });

  test('is not cancelled by a transaction that is rolled back', async () => {
    const { user } = await insertPerson();
    await startRecovery(user.id, times, actor);
    const change = db().transaction(async (tx) => {
      expect(await cancelRecovery(user.id, actor, tx)).toBe(true);
      throw new Error('undone');
    });
    await expect(change).rejects.toThrow('undone');
    expect(await findRecovery(user.id, times)).not.toBeNull();
    expect(await eventTypesOf(user.id)).toEqual(['recovery_started']);
  });
});

describe('That it is open', () => {
  test.each([
    { when: 'before its time', ago: day - 5, ready: false },
    { when: 'from its time on', ago: day, ready: true },
    { when: 'until it passes', ago: 3 * day - 5, ready: true },
    { when: 'when it has passed', ago: 3 * day, ready: false },
  ])('is to be told $when: $ready', async ({ ago, ready }) => {
    const { user } = await insertPerson();
    await beginRecoveryAgo(user.id, ago);
    expect((await listReadyRecoveries(times)).includes(user.id)).toBe(ready);
    expect((await claimReadyRecovery(user.id, times)) !== null).toBe(ready);
    expect(await eventTypesOf(user.id)).toEqual(ready ? ['recovery_ready'] : []);
  });

  test('is for one of 20 to tell, with who asked for it', async () => {
    const { user } = await insertPerson();
    await startRecovery(user.id, times, actor);
    await beginRecoveryAgo(user.id, day);
    const claims = await Promise.all(Array.from({ length: 20 }, () => claimReadyRecovery(user.id, times)));
    const [claimed, ...others] = claims.filter((claim) => claim !== null);
    expect(others).toEqual([]);
    const { device, place } = actor;
    expect(claimed).toMatchObject({ email: user.email, asker: { device, place } });
    expect(await eventsOf(user.id)).toMatchObject([
      { type: 'recovery_started' },
      { id: claimed?.event.id, type: 'recovery_ready', sessionId: null, device, place },
    ]);
    expect(await listReadyRecoveries(times)).not.toContain(user.id);
  });

  test('is to be told again where that failed, as the same event', async () => {
    const { user } = await insertPerson();
    await startRecovery(user.id, times, actor);
    await beginRecoveryAgo(user.id, day);
    const claimed = await claimReadyRecovery(user.id, times);
    await releaseReadyRecovery(user.id);
    expect(await listReadyRecoveries(times)).toContain(user.id);
    expect((await claimReadyRecovery(user.id, times))?.event).toMatchObject(claimed?.event ?? {});
    expect(await eventTypesOf(user.id)).toEqual(['recovery_started', 'recovery_ready']);
  });

  test('is not to be told to a disabled account', async () => {
    const { user } = await insertPerson();
    await beginRecoveryAgo(user.id, day);
    await disable(user.id);
    expect(await listReadyRecoveries(times)).not.toContain(user.id);
    expect(await claimReadyRecovery(user.id, times)).toBeNull();
  });
});

describe.each(['on', 'off', 'paused'] as const)('While it is open and email sign-in is %s', (emailSignIn) => {
  test('a proven address opens a session of a recovery, and that was it', async () => {
    const { user } = await personWith(emailSignIn, day);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => openSessionByEmail(user.id, user.email, newOpening())),
    );
    const methods = answers.map((opened) => opened?.method);
    expect(methods.filter((method) => method === 'recovery')).toHaveLength(1);
    expect(methods.filter((method) => method === 'email')).toHaveLength(emailSignIn === 'on' ? 19 : 0);
    expect(await userOf(user.id)).toMatchObject({ emailSignIn, recoveryStartedAt: null });
  });
});

test.each([
  { when: 'before its time', ago: day - 5 },
  { when: 'when it has passed', ago: 3 * day },
])('$when a proven address opens none', async ({ ago }) => {
  for (const emailSignIn of ['off', 'paused'] as const) {
    const { user } = await personWith(emailSignIn, ago);
    expect(await openSessionByEmail(user.id, user.email, newOpening())).toBeNull();
    expect(await userOf(user.id)).toMatchObject({ recoveryStartedAt: expect.any(Date) });
  }
});

test('a passkey cancels it, by signing in as by a step-up', async () => {
  const { user } = await insertPerson();
  const passkey = newCredential(user.id);
  await db().insert(credentials).values(passkey);
  const opening = newOpening();
  for (const use of [
    () => openSessionByPasskey(passkey, opening),
    () => renewSessionByPasskey(passkey, { ...newOpening(), previousTokenHash: opening.tokenHash }),
  ]) {
    await startRecovery(user.id, times, actor);
    await use();
    expect(await findRecovery(user.id, times)).toBeNull();
    expect((await eventTypesOf(user.id)).filter((type) => type === 'recovery_cancelled')).toHaveLength(1);
    await db().execute(`delete from security_events where user_id = '${user.id}'`);
  }
});

async function personWith(emailSignIn: 'on' | 'off' | 'paused', ago: number) {
  const person = await insertPerson();
  await db().update(users).set({ emailSignIn }).where(eq(users.id, person.user.id));
  await beginRecoveryAgo(person.user.id, ago);
  return person;
}

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { insertPerson, newOpening, openSessionOf } from '@/test/people';
import { beginRecoveryAgo, disable, eventsOf, eventTypesOf, userOf } from '@/test/recoveries';
import { findCodeHashes, findCodeSet, replaceCodes } from './recovery-codes';
import { openSessionByRecoveryCode } from './session-opening';

const hashes = ['one', 'two', 'three'];

test('a set takes the place of the one before, with its event', async () => {
  const { user, actor } = await signedIn();
  expect(await findCodeSet(user.id)).toBeNull();
  await replaceCodes(user.id, ['old'], actor);
  await replaceCodes(user.id, hashes, actor);
  expect((await findCodeHashes(user))?.hashes.toSorted()).toEqual(hashes.toSorted());
  expect(await findCodeSet(user.id)).toEqual({ left: 3, createdAt: expect.any(Date) });
  expect(await eventsOf(user.id)).toMatchObject(Array(2).fill({ type: 'recovery_codes_created', ...actor }));
});

test('of 20 sets at once one is left, whole', async () => {
  const { user, actor } = await signedIn();
  await Promise.all(
    Array.from({ length: 20 }, (_, set) => replaceCodes(user.id, [`${set} a`, `${set} b`], actor)),
  );
  const left = (await findCodeHashes(user))?.hashes ?? [];
  expect(left).toHaveLength(2);
  expect(new Set(left.map((hash) => hash.split(' ')[0])).size).toBe(1);
});

test('none is made in a session that has ended, in somebody else’s, or for a disabled account', async () => {
  const [one, other] = [await signedIn(), await signedIn()];
  expect(await replaceCodes(one.user.id, hashes, { ...one.actor, sessionId: randomUUID() })).toBeNull();
  expect(await replaceCodes(one.user.id, hashes, other.actor)).toBeNull();
  await disable(one.user.id);
  expect(await replaceCodes(one.user.id, hashes, one.actor)).toBeNull();
  expect(await findCodeSet(one.user.id)).toBeNull();
});

test('codes are found by email and by username, but not those of a disabled account', async () => {
  const { user, actor } = await signedIn();
  await replaceCodes(user.id, hashes, actor);
  const found = { userId: user.id, hashes: expect.arrayContaining(hashes) };
  expect(await findCodeHashes({ email: user.email })).toEqual(found);
  expect(await findCodeHashes({ username: user.username })).toEqual(found);
  await disable(user.id);
  expect(await findCodeHashes({ email: user.email })).toBeNull();
  expect(await findCodeHashes({ username: 'nobody' })).toBeNull();
});

test('one code opens one session of 50 at once, and is spent', async () => {
  const { user, actor } = await signedIn();
  await replaceCodes(user.id, hashes, actor);
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => openSessionByRecoveryCode(user.id, 'two', newOpening())),
  );
  expect(answers.filter((opened) => opened !== null)).toMatchObject([
    { user: { id: user.id }, method: 'recovery' },
  ]);
  expect((await findCodeHashes(user))?.hashes.toSorted()).toEqual(['one', 'three']);
  const types = (await eventTypesOf(user.id)).slice(1);
  expect(types.toSorted()).toEqual(['recovery_code_used', 'signed_in']);
});

test('a code opens nothing for anybody else, and is not spent on a disabled account', async () => {
  const [one, other] = [await signedIn(), await signedIn()];
  await replaceCodes(one.user.id, hashes, one.actor);
  expect(await openSessionByRecoveryCode(other.user.id, 'one', newOpening())).toBeNull();
  await disable(one.user.id);
  expect(await openSessionByRecoveryCode(one.user.id, 'one', newOpening())).toBeNull();
  expect(await findCodeSet(one.user.id)).toMatchObject({ left: 3 });
});

test('a set that is replaced while its codes are used leaves no session of the old set behind it', async () => {
  const { user, actor } = await signedIn();
  await replaceCodes(user.id, hashes, actor);
  const using = () => hashes.map((hash) => openSessionByRecoveryCode(user.id, hash, newOpening()));
  await Promise.all([...using(), replaceCodes(user.id, ['new'], actor), ...using()]);
  expect((await findCodeHashes(user))?.hashes).toEqual(['new']);
  for (const answer of await Promise.all(using())) expect(answer).toBeNull();
});

test('a code cancels the delayed way back', async () => {
  const { user, actor } = await signedIn();
  await replaceCodes(user.id, hashes, actor);
  await beginRecoveryAgo(user.id, 60);
  await openSessionByRecoveryCode(user.id, 'wrong', newOpening());
  expect(await userOf(user.id)).toMatchObject({ recoveryStartedAt: expect.any(Date) });
  await openSessionByRecoveryCode(user.id, 'one', newOpening());
  expect(await userOf(user.id)).toMatchObject({ recoveryStartedAt: null });
  expect(await eventTypesOf(user.id)).toContain('recovery_cancelled');
});

async function signedIn() {
  const person = await insertPerson();
  await openSessionOf(person);
  const { id: sessionId, device } = person.session;
  return { user: person.user, actor: { sessionId, device, place: null } };
}

import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { insertPerson } from '@/test/people';
import { db } from './client';
import { listEvents, recordEvent } from './security-events';

const actor = { sessionId: randomUUID(), device: 'Chrome on macOS', place: 'Basel, Switzerland' };

test('an event is read as it was written, by its account alone', async () => {
  const [{ user }, other] = [await insertPerson(), await insertPerson()];
  const details = { name: '“<b>’; drop table users' };
  const event = await db().transaction((tx) =>
    recordEvent(tx, { userId: user.id, type: 'passkey_added', actor, details }),
  );
  expect(await listEvents(user.id, { before: null, most: 10 })).toEqual([
    { ...event, ...actor, type: 'passkey_added', details, disownedAt: null },
  ]);
  expect(await listEvents(other.user.id, { before: null, most: 10 })).toEqual([]);
});

test('an event is not written when what it records does not happen', async () => {
  const { user } = await insertPerson();
  const failing = db().transaction(async (tx) => {
    await recordEvent(tx, { userId: user.id, type: 'signed_out', actor });
    throw new Error('Something else went wrong');
  });
  await expect(failing).rejects.toThrow('Something else');
  expect(await listEvents(user.id, { before: null, most: 10 })).toEqual([]);
});

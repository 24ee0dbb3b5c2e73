import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { securityEvents } from '@/db/schema';
import { insertPerson } from '@/test/people';
import { readActivity } from './activity';
import { policy } from './policy';

const most = policy.eventsPerPage;

test('one’s own events are read newest first, a page at a time, each once', async () => {
  const [person, other] = [await insertPerson(), await insertPerson()];
  const ids: number[] = [];
  for (const { user } of Array.from({ length: 2 * most + 1 }, () => [person, other]).flat()) {
    const event = await insertEvent(user.id);
    if (user.id === person.user.id) ids.unshift(event);
  }
  const read: number[][] = [];
  let before: string | null = null;
  do {
    const page = await readActivity(person, before);
    expect(page.first).toBe(before === null);
    read.push(page.events.map(({ id }) => id));
    before = page.older === null ? null : String(page.older);
  } while (before);
  expect(read.map((page) => page.length)).toEqual([most, most, 1]);
  expect(read.flat()).toEqual(ids);
});

test('a full last page has none after it, and an account without events an empty one', async () => {
  const person = await insertPerson();
  expect(await readActivity(person, undefined)).toEqual({ events: [], first: true, older: null });
  for (let count = 0; count < most; count += 1) await insertEvent(person.user.id);
  expect(await readActivity(person, undefined)).toMatchObject({ first: true, older: null });
});

test('from somebody else’s event on, one reads one’s own', async () => {
  const [person, other] = [await insertPerson(), await insertPerson()];
  const own = await insertEvent(person.user.id);
  const foreign = await insertEvent(other.user.id);
  const { events } = await readActivity(person, String(foreign));
  expect(events.map(({ id }) => id)).toEqual([own]);
});

test.each(['', '0', '-1', '1.5', '1e3', ' 1', '9'.repeat(16), 'x', '\0', ['1'], null, 7])(
  'what no page ever gave leads to the first: %j',
  async (before) => {
    const person = await insertPerson();
    await insertEvent(person.user.id);
    expect(await readActivity(person, before)).toMatchObject({ events: [{}], first: true });
  },
);

test('what is far beyond all events is a page like any other', async () => {
  const person = await insertPerson();
  await insertEvent(person.user.id);
  expect(await readActivity(person, '9'.repeat(15))).toMatchObject({ events: [{}], first: false });
  expect(await readActivity(person, '1')).toEqual({ events: [], first: false, older: null });
});

async function insertEvent(userId: string): Promise<number> {
  const [event] = await db()
    .insert(securityEvents)
    .values({ userId, type: 'signed_out', device: 'Chrome on macOS' })
    .returning({ id: securityEvents.id });
  return event?.id ?? 0;
}

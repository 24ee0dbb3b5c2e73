import { isNotNull, like, sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { db } from '@/db/client';
import { ephemeral } from '@/db/schema';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { policy } from '@/lib/policy';
import { limitChallenges } from '@/lib/rate-limits';
import { letPass } from '@/test/link-journey';
import { insertPerson, newVisitor } from '@/test/people';
import { beginAuthentication } from './authentication';
import { beginConfirmation } from './confirmation';
import { beginRegistration } from './registration';

const { count, window } = policy.challengesPerClient;
const refused = { code: 'too_many_challenges', status: 429, retryAfter: window };

beforeEach(() => db().delete(ephemeral));

test('RL12: one client may begin 600 ceremonies in ten minutes, of whatever kind and in whatever browser', async () => {
  const { client } = newVisitor();
  await begun(client, count - 10);
  const asked = Array.from({ length: 20 }, () => beginAuthentication({ ...newVisitor(), client }));
  const answers = await Promise.allSettled(asked);
  expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);

  const person = await insertPerson();
  const beginner = { ...person.visitor, client };
  await expect(beginAuthentication(beginner)).rejects.toMatchObject(refused);
  await expect(beginConfirmation(person.user, beginner)).rejects.toMatchObject(refused);
  await expect(beginRegistration(person, beginner)).rejects.toMatchObject(refused);
  await beginAuthentication(newVisitor());

  await letPass(window);
  await beginAuthentication(beginner);
});

test('RL12: what is refused is not kept, and what is kept expires', async () => {
  const visitor = newVisitor();
  for (let turn = 0; turn < 5; turn += 1) await beginAuthentication(visitor);
  await begun(visitor.client, count - 5);
  for (let more = 0; more < 5; more += 1) {
    await expect(beginAuthentication(visitor)).rejects.toMatchObject(refused);
  }
  expect(await db().$count(ephemeral, like(ephemeral.key, 'challenge:%'))).toBe(5);
  expect(await db().$count(ephemeral, isNotNull(ephemeral.expiresAt))).toBe(6);
  const soon = sql`${ephemeral.expiresAt} < now() + make_interval(secs => ${policy.challenge.lifetime + 1})`;
  expect(await db().$count(ephemeral, soon)).toBe(5);
});

test('RL12: counting a challenge costs no round trip of its own', async () => {
  let queries = 0;
  const asked = () => {
    queries += 1;
  };
  db().$client.on('acquire', asked);
  await beginAuthentication(newVisitor());
  db().$client.off('acquire', asked);
  expect(queries).toBe(1);
});

/** Lets a client have begun so many. */
async function begun(client: string, ceremonies: number) {
  for (let turn = 0; turn < ceremonies; turn += 1) await ephemeralStore().run(limitChallenges(client));
}

import { sql } from 'drizzle-orm';
import { beforeEach, expect, test } from 'vitest';
import { db } from '@/db/client';
import { ephemeral, securityEvents, sessions, users } from '@/db/schema';
import { policy } from '@/lib/policy';
import { insertPerson } from '@/test/people';
import { beginRecoveryAgo } from '@/test/recoveries';
import { purge } from './purge';

process.env.LOG_LEVEL = 'silent';
const day = 86_400;

beforeEach(async () => {
  await db().delete(ephemeral);
  await db().delete(users);
});

test('it clears away what has expired of every kind, and says how much', async () => {
  const { user } = await insertPerson();
  await insertEphemeral(2_500, 1);
  await insertEphemeral(3, -60);
  await insertSessions(user.id, 3, 8 * day);
  await insertSessions(user.id, 2, 6 * day);
  await insertEvents(user.id, 4, 401 * day);
  await insertEvents(user.id, 5, 399 * day);
  await beginRecoveryAgo(user.id, 3 * day);
  expect(await purge()).toEqual({
    ephemeral: 2_500,
    sessions: 3,
    securityEvents: 4,
    recoveries: 1,
    more: false,
  });
  expect(await purge()).toEqual({ ...nothing, more: false });
  expect(await db().$count(ephemeral)).toBe(3);
  expect(await db().$count(sessions)).toBe(2);
  expect(await db().$count(securityEvents)).toBe(5);
});

test('a run ends in time and says that there is more; the kinds take turns, and the next run goes on', async () => {
  const { user } = await insertPerson();
  await insertEphemeral(50_000, 1);
  await insertSessions(user.id, 5, 8 * day);
  const first = await purge(0.001);
  expect(first).toMatchObject({ ephemeral: policy.upkeep.batch, sessions: 5, more: true });
  expect(await purge(0)).toEqual({ ...nothing, more: true });
  expect(await purge(60)).toMatchObject({ ephemeral: 50_000 - policy.upkeep.batch, more: false });
});

test('many at once do each row once', async () => {
  await insertEphemeral(20_000, 1);
  const runs = await Promise.all(Array.from({ length: 8 }, () => purge(60)));
  expect(runs.reduce((sum, { ephemeral: rows }) => sum + rows, 0)).toBe(20_000);
});

test('what says that a browser is no longer known is kept for as long as browsers are known', () => {
  expect(policy.upkeep.events).toBeGreaterThanOrEqual(policy.knownBrowser);
  expect(policy.upkeep.events).toBeGreaterThan(policy.notMe);
});

const nothing = { ephemeral: 0, sessions: 0, securityEvents: 0, recoveries: 0 };

async function insertEphemeral(rows: number, secondsAgo: number) {
  await db().execute(sql`
    insert into ephemeral (key, value, expires_at)
    select gen_random_uuid(), '1', now() - make_interval(secs => ${secondsAgo}) from generate_series(1, ${rows}::int)`);
}

async function insertSessions(userId: string, rows: number, secondsAgo: number) {
  await db().execute(sql`
    insert into sessions (token_hash, user_id, method, device, last_seen_at)
    select sha256(gen_random_uuid()::text::bytea), ${userId}, 'email', 'Chrome', now() - make_interval(secs => ${secondsAgo})
    from generate_series(1, ${rows}::int)`);
}

async function insertEvents(userId: string, rows: number, secondsAgo: number) {
  await db().execute(sql`
    insert into security_events (user_id, type, device, at)
    select ${userId}, 'disowned', 'Chrome', now() - make_interval(secs => ${secondsAgo}) from generate_series(1, ${rows}::int)`);
}

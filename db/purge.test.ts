import { randomBytes } from 'node:crypto';
import { eq, type SQL, sql } from 'drizzle-orm';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { insertPerson } from '@/test/people';
import { beginRecoveryAgo, userOf } from '@/test/recoveries';
import { db } from './client';
import { type Purgeable, purgeable, purgeBatch } from './purge';
import { ephemeral, sessions, users } from './schema';
import { findSession } from './sessions';

const day = 86_400;
const ages = { idle: 7 * day, events: 400 * day, recovery: 3 * day };
const limits = { lifetime: 30 * day, idle: 7 * day, seenEvery: 300 };

beforeEach(async () => {
  await db().delete(ephemeral);
  await db().delete(users);
});

describe('A purge', () => {
  test.each(purgeable)('clears away %s that have expired, so many at a time, and no others', async (what) => {
    await insert(what, 25, 'expired');
    await insert(what, 10, 'alive');
    expect(await purgeBatch(what, 10, ages)).toBe(10);
    expect(await purgeBatch(what, 10, ages)).toBe(10);
    expect(await purgeBatch(what, 10, ages)).toBe(5);
    expect(await purgeBatch(what, 10, ages)).toBe(0);
    expect(await count(what)).toBe(10);
  });

  test.each(purgeable)('takes of %s the oldest first', async (what) => {
    const oldest = await insert(what, 1, 'long expired');
    await insert(what, 5, 'expired');
    expect(await purgeBatch(what, 1, ages)).toBe(1);
    expect(await count(what, oldest)).toBe(0);
  });

  test.each(purgeable)('of tens of thousands of %s: two at once share the work', async (what) => {
    await insert(what, 30_000, 'expired');
    await insert(what, 1_000, 'alive');
    const all = async () => {
      let sum = 0;
      for (let rows = 1; rows > 0; sum += rows) rows = await purgeBatch(what, 1_000, ages);
      return sum;
    };
    const [one, other] = await Promise.all([all(), all()]);
    expect(one + other).toBe(30_000);
    expect(await count(what)).toBe(1_000);
  });

  test.each(purgeable)('waits for nobody who holds %s, and finds its rows by an index', async (what) => {
    await insert(what, 20_000, 'alive');
    await insert(what, 3, 'expired');
    await db().transaction(async (tx) => {
      await tx.execute(sql`select from ${tables[what]} for update`);
      expect(await purgeBatch(what, 10, ages)).toBe(0);
    });
    await db().execute(sql`analyze ${tables[what]}`);
    const plan = await planOf(what);
    expect(plan).not.toContain('Seq Scan');
    expect(plan).toMatch(new RegExp(`Index.* ${indexes[what]}\\b`));
    expect(await purgeBatch(what, 10, ages)).toBe(3);
  });

  test('leaves a session that is being seen, and one seen just now', async () => {
    const tokens = await Promise.all(Array.from({ length: 50 }, () => insertSession(7 * day - 60)));
    const purging = (async () => {
      for (let round = 0; round < 30; round += 1) await purgeBatch('sessions', 1_000, ages);
    })();
    const found = await Promise.all(tokens.map((token) => findSession(token, limits)));
    await purging;
    expect(found.every(Boolean)).toBe(true);
    // A minute later they would have gone; having been seen, they stay.
    expect(await purgeBatch('sessions', 1_000, { ...ages, idle: 7 * day - 120 })).toBe(0);
    expect(await db().$count(sessions)).toBe(50);
  });

  test('leaves a session whose being seen is not written down yet, when it comes to its row', async () => {
    const token = await insertSession(7 * day + 60);
    await db().transaction(async (tx) => {
      await tx.update(sessions).set({ lastSeenAt: sql`now()` });
      expect(await purgeBatch('sessions', 10, ages)).toBe(0);
    });
    expect(await purgeBatch('sessions', 10, ages)).toBe(0);
    expect(await findSession(token, limits)).not.toBeNull();
  });

  test('of a recovery leaves the account, and forgets also that its owner was told', async () => {
    const { user } = await insertPerson();
    await db().update(users).set({ recoveryToldAt: sql`now()` });
    await beginRecoveryAgo(user.id, 3 * day);
    expect(await purgeBatch('recoveries', 10, ages)).toBe(1);
    expect(await userOf(user.id)).toMatchObject({ recoveryStartedAt: null, recoveryToldAt: null });
  });
});

const tables: Record<Purgeable, SQL> = {
  ephemeral: sql`ephemeral`,
  sessions: sql`sessions`,
  securityEvents: sql`security_events`,
  recoveries: sql`users`,
};

const indexes: Record<Purgeable, string> = {
  ephemeral: 'ephemeral_expires_at',
  sessions: 'sessions_last_seen_at',
  securityEvents: 'security_events_at',
  recoveries: 'users_recovery_started_at',
};

/** Rows of one kind; answers what finds them again. */
async function insert(what: Purgeable, rows: number, age: keyof typeof extra): Promise<SQL> {
  const mark = randomBytes(4).toString('hex');
  const numbers = sql`generate_series(1, ${rows}::int) as number`;
  const ago = (seconds: number) => sql`now() - make_interval(secs => ${seconds + extra[age]})`;
  switch (what) {
    case 'ephemeral':
      await db().execute(sql`
        insert into ephemeral (key, value, expires_at)
        select ${mark}::text || number, '1', ${ago(0)} from ${numbers}`);
      return sql`key like ${`${mark}%`}`;
    case 'sessions': {
      const { user } = await insertPerson();
      await db().execute(sql`
        insert into sessions (token_hash, user_id, method, device, last_seen_at)
        select sha256((${mark}::text || number)::bytea), ${user.id}, 'email', 'Chrome', ${ago(ages.idle)}
        from ${numbers}`);
      return sql`user_id = ${user.id}`;
    }
    case 'securityEvents': {
      const { user } = await insertPerson();
      await db().execute(sql`
        insert into security_events (user_id, type, device, at)
        select ${user.id}, 'signed_in', 'Chrome', ${ago(ages.events)} from ${numbers}`);
      return sql`user_id = ${user.id}`;
    }
    case 'recoveries':
      await db().execute(sql`
        insert into users (user_handle, name, username, email, recovery_started_at)
        select decode(repeat(md5(${mark}::text || number), 4), 'hex'), 'Ada', ${mark}::text || number,
          ${mark}::text || number || '@example.com', ${ago(ages.recovery)}
        from ${numbers}`);
      return sql`username like ${`${mark}%`} and recovery_started_at is not null`;
  }
}

const extra = { 'long expired': day, expired: 0, alive: -3600 };

async function count(what: Purgeable, which?: SQL): Promise<number> {
  const all = what === 'recoveries' ? sql`recovery_started_at is not null` : sql`true`;
  const { rows } = await db().execute<{ n: number }>(
    sql`select count(*)::int as n from ${tables[what]} where ${which ?? all}`,
  );
  return rows[0]?.n ?? 0;
}

async function insertSession(idleFor: number): Promise<Uint8Array> {
  const { user } = await insertPerson();
  const tokenHash = new Uint8Array(randomBytes(32));
  await db().insert(sessions).values({ tokenHash, userId: user.id, method: 'email', device: 'Chrome' });
  await db()
    .update(sessions)
    .set({ lastSeenAt: sql`now() - make_interval(secs => ${idleFor})` })
    .where(eq(sessions.tokenHash, tokenHash));
  return tokenHash;
}

/** What Postgres does for a batch. */
async function planOf(what: Purgeable): Promise<string> {
  const execute = vi.spyOn(db(), 'execute');
  await purgeBatch(what, 0, ages);
  const [statement] = execute.mock.calls[0] ?? [];
  execute.mockRestore();
  const { rows } = await db().execute(sql`explain ${statement}`);
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

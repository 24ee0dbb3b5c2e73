import { eq, or, type SQL, sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { newUserHandle } from '@/lib/accounts/user-handle';
import { policy } from '@/lib/policy';
import { type Hijacked, hijacked } from '@/test/hijack';
import { newOpening } from '@/test/people';
import { type Database, db } from './client';
import { isKeptForAnother } from './left-addresses';
import { recordEmailChangeRequest, updateEmail } from './profile';
import { securityEvents, users } from './schema';
import { openSessionOfNewAccount } from './session-opening';

test('an address that an account has left goes to nobody else: no new account, and no other', async () => {
  const leaver = await hijacked();
  await leave(leaver);
  expect(await register(leaver.change.oldEmail)).toBeNull();
  expect(await take(await hijacked(), leaver.change.oldEmail)).toBe('taken');
  expect(await holderOf(leaver.change.oldEmail)).toBeUndefined();
});

test('whoever is refused it leaves nothing behind', async () => {
  const [leaver, taker] = [await hijacked(), await hijacked()];
  await leave(leaver);
  const username = `bob-${leaver.user.username.slice(4)}`;
  await register(leaver.change.oldEmail, username);
  await take(taker, leaver.change.oldEmail);
  const { oldEmail } = leaver.change;
  expect(await db().$count(users, or(eq(users.username, username), eq(users.email, oldEmail)))).toBe(0);
  const changed = sql`type = 'email_changed' and details->>'newEmail' = ${oldEmail}`;
  expect(await db().$count(securityEvents, changed)).toBe(0);
});

test('the account itself may have it again, and is the one to keep it', async () => {
  const leaver = await hijacked();
  const { oldEmail, newEmail } = leaver.change;
  await leave(leaver);
  expect(await take(leaver, oldEmail, newEmail)).toEqual(expect.objectContaining({ id: expect.any(Number) }));
  expect(await holderOf(oldEmail)).toBe(leaver.user.id);
});

test.each([
  ['a moment before the week is over', policy.notMe - 60, false],
  ['when the week is over', policy.notMe + 60, true],
])('%s', async (_, seconds, free) => {
  for (const how of [register, async (email: string) => take(await hijacked(), email)]) {
    const leaver = await hijacked();
    await leave(leaver);
    const at = sql`now() - make_interval(secs => ${seconds})`;
    await db().update(securityEvents).set({ at }).where(eq(securityEvents.userId, leaver.user.id));
    await how(leaver.change.oldEmail);
    expect((await holderOf(leaver.change.oldEmail)) !== undefined).toBe(free);
  }
});

test('an account that is deleted keeps nothing', async () => {
  const leaver = await hijacked();
  await leave(leaver);
  await db().delete(users).where(eq(users.id, leaver.user.id));
  expect(await register(leaver.change.oldEmail)).not.toBeNull();
});

test.each([
  ['a new account', async (email: string) => register(email), null],
  ['another account', async (email: string, other: Hijacked) => take(other, email), 'taken'],
] as const)(
  '%s that comes while the address is being left waits, and does not get it',
  async (_, how, refused) => {
    const [leaver, other] = [await hijacked(), await hijacked()];
    const { oldEmail, newEmail } = leaver.change;
    let outcome: Promise<unknown> | undefined;
    await db().transaction(async (tx) => {
      await tx.update(users).set({ email: newEmail }).where(eq(users.id, leaver.user.id));
      const { id: userId } = leaver.user;
      const details = { oldEmail, newEmail };
      await tx.insert(securityEvents).values({ userId, type: 'email_changed', device: 'Chrome', details });
      outcome = how(oldEmail, other);
      outcome.catch(() => {});
      await expect.poll(waiting).toBeGreaterThan(0);
    });
    expect(await outcome).toBe(refused);
    expect(await holderOf(oldEmail)).toBeUndefined();
  },
);

test('left and claimed at once, it is never another’s', async () => {
  for (let round = 0; round < 10; round += 1) {
    const [leaver, other] = [await hijacked(), await hijacked()];
    const { oldEmail } = leaver.change;
    await Promise.all([leave(leaver), register(oldEmail), take(other, oldEmail)]);
    expect(await holderOf(oldEmail)).toBeUndefined();
  }
});

test('the question reads an index, however many events there are', async () => {
  const { user } = await hijacked();
  await db().execute(sql`
    insert into security_events (user_id, type, device, details)
    select ${user.id}, case number % 10 when 0 then 'email_changed' else 'signed_in' end, 'Chrome',
      jsonb_build_object('oldEmail', number || '@example.com')
    from generate_series(1, 20000) as number`);
  await db().execute('analyze security_events');
  let plan = '';
  const explained = {
    execute: async (statement: SQL) => {
      const { rows } = await db().execute(sql`explain ${statement}`);
      plan = JSON.stringify(rows);
      return { rows: [] };
    },
  } as unknown as Pick<Database, 'execute'>;
  await isKeptForAnother('10@example.com', { within: policy.notMe }, explained);
  expect(plan).toContain('security_events_left_address');
  await db().delete(users).where(eq(users.id, user.id));
});

async function leave(person: Hijacked) {
  const { oldEmail, newEmail } = person.change;
  expect(await take(person, newEmail, oldEmail)).toMatchObject({ id: expect.any(Number) });
}

/** Lets an account ask for an address, and prove it. */
async function take({ user, by }: Hijacked, newEmail: string, oldEmail = user.email) {
  const requested = await recordEmailChangeRequest(user.id, { oldEmail, newEmail }, by);
  if (typeof requested === 'string') throw new Error(requested);
  return updateEmail(user.id, { oldEmail, newEmail, requestedBy: requested.id }, by, policy.notMe);
}

function register(email: string, username = `bob-${newUserHandle().slice(0, 6).join('')}`) {
  const account = { name: 'Bob', username, email, locale: 'en', userHandle: newUserHandle() };
  return openSessionOfNewAccount(account, newOpening(), policy.notMe);
}

async function holderOf(email: string): Promise<string | undefined> {
  const [holder] = await db().select({ id: users.id }).from(users).where(eq(users.email, email));
  return holder?.id;
}

/** How many statements of this database stand still behind another's lock. */
async function waiting(): Promise<number> {
  const { rows } = await db().execute(
    "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows.length;
}

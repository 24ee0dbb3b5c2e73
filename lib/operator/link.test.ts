import { createHash } from 'node:crypto';
import { eq, like, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { ephemeral, sessions, users } from '@/db/schema';
import { findSession } from '@/db/sessions';
import type { CurrentSession } from '@/lib/current-session';
import { disown, inspectNotMe } from '@/lib/disown';
import { notMeToken } from '@/lib/not-me';
import { policy } from '@/lib/policy';
import { isConfirmed } from '@/lib/step-up';
import { startInbox } from '@/test/inbox';
import { letPass, refusalOf } from '@/test/link-journey';
import { insertPerson, newCredential, newOpening, newVisitor } from '@/test/people';
import { beginRecoveryAgo, eventsOf, eventTypesOf, userOf } from '@/test/recoveries';
import { disableAccount, enableAccount, endAllSessions, endSessions } from './deeds';
import { inspectOperatorLink, makeOperatorLink, redeemOperatorLink } from './link';

const inbox = await startInbox();
afterAll(inbox.close);
beforeEach(async () => {
  await db().delete(ephemeral);
});

describe("An operator's link", () => {
  test('signs in, once, with the powers of a recovery, and is in the activity', async () => {
    const { user, token } = await someoneWithLink();
    expect(await inspectOperatorLink(token)).toEqual({ state: 'open', address: 'a•••@example.com' });
    const opening = newOpening();
    const opened = await redeemOperatorLink(token, opening);
    expect(opened).toMatchObject({ user: { id: user.id }, method: 'recovery', by: 'operator' });

    const found = await findSession(opening.tokenHash, policy.session);
    expect(found && isConfirmed(found)).toBe(true);
    expect(await eventsOf(user.id)).toMatchObject([
      { type: 'operator_link_made', device: 'Operator', details: { by: 'grace' } },
      { type: 'signed_in', device: 'Chrome on macOS', details: { method: 'operator' } },
    ]);
    expect(await inspectOperatorLink(token)).toEqual({ state: 'used' });
    expect(await refusalOf(redeemOperatorLink(token, newOpening()))).toBe('link_used');
  });

  test('lets one of 50 in', async () => {
    const { user, token } = await someoneWithLink();
    const tries = Array.from({ length: 50 }, () => refusalOf(redeemOperatorLink(token, newOpening())));
    const refusals = await Promise.all(tries);
    expect(refusals.filter((refusal) => refusal === null)).toHaveLength(1);
    expect(refusals.filter((refusal) => refusal === 'link_used')).toHaveLength(49);
    expect(await db().$count(sessions, eq(sessions.userId, user.id))).toBe(1);
  });

  test('is nowhere but in its address: what is kept is a hash, and looking at it changes nothing', async () => {
    const { token } = await someoneWithLink();
    const before = await rows();
    for (let look = 0; look < 5; look += 1) await inspectOperatorLink(token);
    expect(await rows()).toEqual(before);
    expect(before).toHaveLength(2);
    expect(JSON.stringify(before)).not.toContain(token);
    expect(before.map(({ key }) => key).join()).not.toContain(
      createHash('sha256').update(token).digest('base64url'),
    );
  });

  test('is too old after ten minutes, and says so for a week', async () => {
    const { token } = await someoneWithLink();
    await letPass(policy.link.lifetime - 5);
    expect(await inspectOperatorLink(token)).toMatchObject({ state: 'open' });
    await letPass(5);
    expect(await inspectOperatorLink(token)).toEqual({ state: 'expired' });
    expect(await refusalOf(redeemOperatorLink(token, newOpening()))).toBe('link_expired');
    await letPass(policy.operatorLinkTrace);
    expect(await inspectOperatorLink(token)).toEqual({ state: 'wrong' });
  });

  test.each([null, undefined, '', 'x', 7, ['a'], 'A'.repeat(43), `${'A'.repeat(43)}.`, 'A'.repeat(10_000)])(
    'is not %j, which leaves no trace',
    async (token) => {
      expect(await inspectOperatorLink(token)).toEqual({ state: 'wrong' });
      expect(await refusalOf(redeemOperatorLink(String(token), newOpening()))).toBe('link_wrong');
      expect(await rows()).toEqual([]);
    },
  );

  test('is nothing but its own 43 characters', async () => {
    const { token } = await someoneWithLink();
    const foreign = fc.string({ unit: 'binary', minLength: 1, maxLength: 3 });
    const look = async (value: unknown) => {
      expect(await inspectOperatorLink(value)).toEqual({ state: 'wrong' });
    };
    await fc.assert(fc.asyncProperty(fc.anything(), look), { numRuns: 50 });
    await fc.assert(
      fc.asyncProperty(fc.nat(token.length - 1), foreign, async (at, text) => {
        const replaced = token.slice(0, at) + text + token.slice(at + 1);
        await look(token.slice(0, at) + text + token.slice(at));
        await look(token.slice(0, at));
        if (replaced !== token) await look(replaced);
      }),
      { numRuns: 50 },
    );
    expect(await inspectOperatorLink(token)).toMatchObject({ state: 'open' });
  });

  test.each(['off', 'paused'] as const)(
    'works while email sign-in is %s, and leaves it so',
    async (emailSignIn) => {
      const { user, token } = await someoneWithLink();
      await db().update(users).set({ emailSignIn }).where(eq(users.id, user.id));
      await redeemOperatorLink(token, newOpening());
      expect(await userOf(user.id)).toMatchObject({ emailSignIn });
    },
  );

  test('cancels the delayed way back, which is not needed any more', async () => {
    const { user, token } = await someoneWithLink();
    await beginRecoveryAgo(user.id, 60);
    await redeemOperatorLink(token, newOpening());
    expect(await userOf(user.id)).toMatchObject({ recoveryStartedAt: null });
    expect(await eventTypesOf(user.id)).toContain('recovery_cancelled');
  });

  test('helps an owner of passkeys too, who cannot use them', async () => {
    const { user, token } = await someoneWithLink();
    const { credentials } = await import('@/db/schema');
    await db().insert(credentials).values(newCredential(user.id));
    const opening = newOpening();
    await redeemOperatorLink(token, opening);
    const found = await findSession(opening.tokenHash, policy.session);
    expect(found && isConfirmed(found)).toBe(true);
  });

  test('is not made for a disabled account', async () => {
    const { user } = await insertPerson();
    await disableAccount(user, 'grace', null);
    expect(await makeOperatorLink(user, 'grace')).toBe('disabled');
    expect(await rows()).toEqual([]);
  });

  test.each([
    { what: 'the account is disabled', void: (user: User) => disableAccount(user, 'grace', null) },
    {
      what: 'the account was disabled meanwhile',
      void: async (user: User) => {
        await disableAccount(user, 'grace', null);
        await enableAccount(user, 'grace');
      },
    },
    { what: 'an operator ended its sessions', void: (user: User) => endSessions(user, 'grace') },
    { what: 'an operator ended all sessions', void: () => endAllSessions('grace') },
    { what: 'the account is gone', void: (user: User) => db().delete(users).where(eq(users.id, user.id)) },
  ])('signs nobody in when $what', async ({ void: end }) => {
    const { user, token } = await someoneWithLink();
    await end(user);
    expect(await inspectOperatorLink(token)).toEqual({ state: 'void' });
    expect(await refusalOf(redeemOperatorLink(token, newOpening()))).toBe('link_void');
    expect(await db().$count(sessions, eq(sessions.userId, user.id))).toBe(0);
  });

  test('is something to end, once, where there is no session', async () => {
    const [open, used] = [await someoneWithLink(), await someoneWithLink()];
    expect(await endSessions(open.user, 'grace')).toEqual({ told: true });
    expect((await eventsOf(open.user.id)).at(-1)).toMatchObject({
      type: 'sessions_ended_by_operator',
      details: { by: 'grace' },
    });
    expect(await endSessions(open.user, 'grace')).toBe('already');
    await redeemOperatorLink(used.token, newOpening());
    await db().delete(sessions).where(eq(sessions.userId, used.user.id));
    expect(await endSessions(used.user, 'grace')).toBe('already');
  });

  test('lets nobody stay in who used it while all sessions were ended', async () => {
    const people = await Promise.all(Array.from({ length: 20 }, someoneWithLink));
    const uses = people.map(({ token }) => refusalOf(redeemOperatorLink(token, newOpening())));
    await Promise.all([...uses, endAllSessions('grace'), endAllSessions('ada')]);
    expect(await db().$count(sessions)).toBe(0);
  });

  test('is told to its owner, who can say that it was not asked for: then it, and what it opened, are dead', async () => {
    const [unused, used] = [await someoneWithLink(), await someoneWithLink()];
    const [mail] = await inbox.mailsTo(unused.user.email);
    expect(mail?.subject).toBe('An operator made a sign-in link for your Latchkey account');
    expect(mail?.text).not.toContain(unused.token);

    const opening = newOpening();
    await redeemOperatorLink(used.token, opening);
    for (const { user } of [unused, used]) {
      const notMe = notMeToken(await madeEventOf(user));
      expect(await inspectNotMe(notMe)).toMatchObject({
        state: 'open',
        steps: ['void_operator_link', 'undo_made'],
      });
      await disown(notMe, { current: nobody, visitor: newVisitor(), later: () => {} });
    }
    expect(await inspectOperatorLink(unused.token)).toEqual({ state: 'void' });
    expect(await refusalOf(redeemOperatorLink(unused.token, newOpening()))).toBe('link_void');
    expect(await findSession(opening.tokenHash, policy.session)).toBeNull();
    expect((await eventTypesOf(used.user.id)).slice(-2)).toEqual(['disowned', 'session_ended']);
  });

  test('disowned while it is used: whichever comes first, no session is left', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { user, token } = await someoneWithLink();
      const notMe = notMeToken(await madeEventOf(user));
      const opening = newOpening();
      await Promise.all([
        refusalOf(redeemOperatorLink(token, opening)),
        disown(notMe, { current: nobody, visitor: newVisitor(), later: () => {} }),
      ]);
      expect(await db().$count(sessions, eq(sessions.userId, user.id))).toBe(0);
    }
  });

  test('is used up when the database fails in the middle, and nobody is signed in', async () => {
    const { user, token } = await someoneWithLink();
    await db().execute(sql`alter table sessions rename to sessions_away`);
    const refusal = await refusalOf(redeemOperatorLink(token, newOpening()));
    await db().execute(sql`alter table sessions_away rename to sessions`);
    expect(refusal).toBe('proof_lost');
    expect(await refusalOf(redeemOperatorLink(token, newOpening()))).toBe('link_used');
    expect(await db().$count(sessions, eq(sessions.userId, user.id))).toBe(0);
  });
});

const nobody: CurrentSession = { session: null, user: null };

async function someoneWithLink() {
  const { user } = await insertPerson();
  const made = await makeOperatorLink(user, 'grace');
  if (typeof made === 'string') throw new Error(`No link was made: ${made}`);
  const [, token = ''] =
    /^http:\/\/localhost:3000\/sign-in\/operator\?token=([\w-]{43})$/.exec(made.url) ?? [];
  return { user, token };
}

async function madeEventOf({ id }: User): Promise<number> {
  const event = (await eventsOf(id)).find(({ type }) => type === 'operator_link_made');
  return event?.id ?? 0;
}

async function rows() {
  return db().select().from(ephemeral).where(like(ephemeral.key, 'operator-link%')).orderBy(ephemeral.key);
}

type User = { id: string; email: string; locale: string };

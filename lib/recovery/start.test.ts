import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { findRecovery } from '@/db/recovery';
import { ephemeral, users } from '@/db/schema';
import { identifierSchema } from '@/lib/accounts/identifiers';
import { policy } from '@/lib/policy';
import { startInbox } from '@/test/inbox';
import { askToSignIn, latestProof, letPass, newBrowser, openLink, refusalOf } from '@/test/link-journey';
import { insertPerson, openSessionOf } from '@/test/people';
import { beginRecoveryAgo, disable, eventsOf, eventTypesOf, userOf } from '@/test/recoveries';
import { recoveryOf, stopRecovery } from './delayed';
import { askForRecovery } from './start';

const inbox = await startInbox();
afterAll(inbox.close);
beforeEach(() => db().delete(ephemeral));
afterEach(() => inbox.receive('kindly'));

const day = 86_400;

describe('Asking for the delayed way back', () => {
  test('begins it, by email or username, and tells the owner when it opens and how to stop it', async () => {
    for (const by of ['email', 'username'] as const) {
      const { user } = await insertPerson();
      await ask(user[by]);
      const window = await recoveryOf(user);
      expect(Number(window?.from) - Date.now()).toBeGreaterThan((day - 60) * 1000);
      const [mail, ...more] = await inbox.mailsTo(user.email);
      expect(more).toEqual([]);
      expect(mail?.subject).toBe('Recovery of your Latchkey account has started');
      expect(mail?.text).toContain('/not-me?token=');
      expect(await eventsOf(user.id)).toMatchObject([
        { type: 'recovery_started', sessionId: null, device: 'Chrome on macOS' },
      ]);
    }
  });

  test('once more neither begins another nor sets its clock again nor sends a mail', async () => {
    const { user } = await insertPerson();
    await ask(user.email);
    const before = await userOf(user.id);
    await letPass(60, 'mails-per-mailbox:');
    await Promise.all(Array.from({ length: 9 }, () => ask(user.username)));
    expect(await userOf(user.id)).toEqual(before);
    expect(await inbox.mailsTo(user.email)).toHaveLength(1);
    expect(await eventTypesOf(user.id)).toEqual(['recovery_started']);
  });

  test('50 times at once, from everywhere, begins one', async () => {
    const { user } = await insertPerson();
    await Promise.all(Array.from({ length: 50 }, () => ask(user.email, randomUUID())));
    expect(await inbox.mailsTo(user.email)).toHaveLength(1);
    expect(await eventTypesOf(user.id)).toEqual(['recovery_started']);
  });

  test('EN8: does nothing for a disabled account or for nobody', async () => {
    const { user } = await insertPerson();
    await disable(user.id);
    await ask(user.email);
    const nobody = `${randomUUID()}@example.com`;
    await ask(nobody);
    await ask('nobody');
    expect([...(await inbox.mailsTo(user.email)), ...(await inbox.mailsTo(nobody))]).toEqual([]);
    expect(await userOf(user.id)).toMatchObject({ recoveryStartedAt: null });
    expect(await eventsOf(user.id)).toEqual([]);
  });

  test('EN1, EN2: is answered alike, at the same cost, whoever is asked for', async () => {
    const [known, disabled, underWay, ready] = [
      await insertPerson(),
      await insertPerson(),
      await insertPerson(),
      await insertPerson(),
    ];
    await disable(disabled.user.id);
    await beginRecoveryAgo(underWay.user.id, 60);
    await beginRecoveryAgo(ready.user.id, day);
    const costs = [];
    for (const typed of [
      known.user.email,
      known.user.username,
      disabled.user.email,
      underWay.user.email,
      ready.user.email,
      `${randomUUID()}@example.com`,
      'nobody',
    ]) {
      let queries = 0;
      const count = () => {
        queries += 1;
      };
      db().$client.on('acquire', count);
      const identifier = identifierSchema.parse(typed);
      const answer = await askForRecovery(identifier, { visitor: newBrowser(), later: () => {} });
      db().$client.off('acquire', count);
      costs.push({ answer, queries });
    }
    expect(costs).toEqual(Array(7).fill({ answer: undefined, queries: 2 }));
  });

  test('EN7: is limited per client, whoever is asked for', async () => {
    const { user } = await insertPerson();
    for (const typed of [user.email, 'nobody']) {
      const client = randomUUID();
      for (let asks = 0; asks < policy.mailsPerClient.count; asks += 1) await ask(typed, client);
      expect(await refusalOf(ask(typed, client))).toBe('too_many_requests');
    }
  });
});

test('links asked for before do not stand in its way, nor does it in theirs', async () => {
  const { user } = await insertPerson();
  await askToSignIn(newBrowser(), user.email);
  await ask(user.email);
  expect(await recoveryOf(user)).not.toBeNull();
  expect(await inbox.mailsTo(user.email)).toHaveLength(2);
});

test('begun and cancelled over and over, it sends no more mails than any mailbox gets', async () => {
  const { user } = await insertPerson();
  for (let asks = 0; asks < 5; asks += 1) {
    await ask(user.email, randomUUID());
    await db().update(users).set({ recoveryStartedAt: null }).where(eq(users.id, user.id));
  }
  expect(await inbox.mailsTo(user.email)).toHaveLength(1);
  // What the owner cannot be told of is not begun.
  expect(await eventTypesOf(user.id)).toEqual(['recovery_started']);
});

test('a recovery that the owner could not be told of does not run, and can be asked for again at once', async () => {
  const { user } = await insertPerson();
  inbox.receive('refusing');
  await ask(user.email);
  expect(await findRecovery(user.id, policy.recovery)).toBeNull();
  inbox.receive('kindly');
  await ask(user.email);
  expect(await findRecovery(user.id, policy.recovery)).not.toBeNull();
  expect(await eventTypesOf(user.id)).toEqual(['recovery_started', 'recovery_cancelled', 'recovery_started']);
});

test('after its wait a mail signs in, though email sign-in is off, with the powers of a recovery, once', async () => {
  const { user } = await insertPerson();
  await db().update(users).set({ emailSignIn: 'off' }).where(eq(users.id, user.id));
  await ask(user.email);
  await beginRecoveryAgo(user.id, day);
  const browser = newBrowser();
  await askToSignIn(browser, user.email);
  const { token } = await latestProof(inbox, user.email);
  expect(await openLink(browser, token)).toMatchObject({ user: { id: user.id }, method: 'recovery' });

  await letPass(60, 'mails-per-mailbox:');
  await askToSignIn(browser, user.email);
  expect((await inbox.mailsTo(user.email)).at(-1)?.subject).toBe('Sign in to Latchkey with a passkey');
});

test('RL3, RL8: while it is open a stranger neither uses up the mails of its owner nor floods them, however many browsers ask', async () => {
  const { user } = await insertPerson();
  await beginRecoveryAgo(user.id, day);
  const { client } = newBrowser();
  for (let asks = 0; asks < 5; asks += 1) await askToSignIn({ ...newBrowser(), client }, user.email);
  expect(await inbox.mailsTo(user.email)).toHaveLength(1);
  await askToSignIn(newBrowser(), user.username);
  expect(await inbox.mailsTo(user.email)).toHaveLength(2);
});

test('whoever is signed in cancels it', async () => {
  const person = await insertPerson();
  await openSessionOf(person);
  await ask(person.user.email);
  await stopRecovery(person, person.visitor);
  await stopRecovery(person, person.visitor);
  expect(await recoveryOf(person.user)).toBeNull();
  expect(await eventsOf(person.user.id)).toMatchObject([
    { type: 'recovery_started' },
    { type: 'recovery_cancelled', sessionId: person.session.id },
  ]);
});

/** Asks, and waits for what is done after the answer. By a client that has not asked before, unless it is named. */
async function ask(typed: string, client: string = randomUUID()) {
  const afterwards: Promise<void>[] = [];
  const visitor = { ...newBrowser(), client };
  const later = (work: () => Promise<void>) => void afterwards.push(work());
  await askForRecovery(identifierSchema.parse(typed), { visitor, later });
  await Promise.all(afterwards);
}

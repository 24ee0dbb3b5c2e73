import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { db } from '@/db/client';
import { ephemeral } from '@/db/schema';
import { identifierSchema } from '@/lib/accounts/identifiers';
import { leftAddress } from '@/test/email-change';
import { startInbox } from '@/test/inbox';
import { askToRegister, askToSignIn, type Browser, newBrowser, proofIn } from '@/test/link-journey';
import { insertPerson } from '@/test/people';
import { requestRegistration, requestSignIn, waitingRequest } from './request';

const inbox = await startInbox();
afterAll(inbox.close);

// Whoever asks must not learn who has an account: not from the answer, not from what it costs.
beforeEach(() => db().delete(ephemeral));

test('an address without an account is told so by a mail that leads to registration and proves nothing', async () => {
  const address = `${randomUUID()}@example.com`;
  await askToSignIn(newBrowser(), address);
  const [mail, ...more] = await inbox.mailsTo(address);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe('No Latchkey account with this address');
  expect(mail?.text).toContain('http://localhost:3000/register');
  expect(() => proofIn(mail)).toThrow();
  expect(mail?.html).not.toContain('token=');
});

test('a username without an account gets no mail', async () => {
  const username = `nobody-${randomUUID().slice(0, 8)}`;
  await askToSignIn(newBrowser(), username);
  expect(await inbox.mailsTo(`${username}@example.com`)).toEqual([]);
});

test('EN1: known and unknown addresses and usernames leave the same keys behind', async () => {
  const shapes = [];
  for (const typed of await askedFor()) {
    await db().delete(ephemeral);
    await askToSignIn(newBrowser(), typed);
    shapes.push(await keyShapes());
  }
  expect(shapes[0]).toContain('link-mail:…:1');
  expect(new Set(shapes.map((keys) => keys.join(' '))).size).toBe(1);
});

test('EN1, EN2: they cost as many queries, before the answer and after it', async () => {
  const costs = [];
  for (const typed of await askedFor()) costs.push(await costOfAsking(newBrowser(), typed));
  expect(new Set(costs.map((cost) => JSON.stringify(cost))).size).toBe(1);
});

test('EN1, EN7: they cost as many where this browser has asked before, and where their mailbox is limited', async () => {
  const first = [];
  const second = [];
  for (const typed of await askedFor()) {
    const browser = newBrowser();
    await askToSignIn(browser, typed);
    first.push(await costOfAsking(browser, typed));
    second.push(await costOfAsking(browser, `${randomUUID()}@example.com`));
  }
  expect(new Set(first.map((cost) => JSON.stringify(cost))).size).toBe(1);
  expect(new Set(second.map((cost) => cost.untilAnswered)).size).toBe(1);
});

test('EN1: the waiting tab is shown the same but for what was typed', async () => {
  const shown = [];
  for (const typed of await askedFor()) {
    const browser = newBrowser();
    await askToSignIn(browser, typed);
    const waiting = await waitingRequest(browser);
    expect(waiting?.typed).toBe(typed);
    shown.push({ mailFailed: waiting?.mailFailed, waits: (waiting?.againIn ?? 0) > 55 });
  }
  expect(shown).toEqual(Array(4).fill({ mailFailed: false, waits: true }));
});

test('EN4: registering a taken, a free, and a just left address leaves the same keys and costs the same', async () => {
  const { user } = await insertPerson();
  const outcomes = [];
  for (const email of [user.email, `${randomUUID()}@example.com`, await leftAddress()]) {
    const pending = { name: 'Eve', username: `eve-${randomUUID().slice(0, 8)}`, email };
    await db().delete(ephemeral);
    await askToRegister(newBrowser(), pending);
    const keys = await keyShapes();
    await db().delete(ephemeral);
    outcomes.push({
      keys,
      ...(await costOf((asking) => requestRegistration(pending, asking), newBrowser())),
    });
  }
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[2]).toEqual(outcomes[0]);
});

/** Known and unknown, by email and by username. */
async function askedFor(): Promise<string[]> {
  const [one, other] = [await insertPerson(), await insertPerson()];
  return [one.user.email, other.user.username, `${randomUUID()}@example.com`, randomUUID().slice(0, 30)];
}

async function keyShapes(): Promise<string[]> {
  const rows = await db().select({ key: ephemeral.key }).from(ephemeral);
  return rows.map(({ key }) => key.replace(/[\w-]{22,}/g, '…')).toSorted();
}

async function costOfAsking(browser: Browser, typed: string) {
  const identifier = identifierSchema.parse(typed);
  return costOf((asking) => requestSignIn({ identifier, typed, to: null }, asking), browser);
}

/** Queries until the answer, and queries after it. */
async function costOf(
  request: (asking: Parameters<typeof requestSignIn>[1]) => Promise<unknown>,
  visitor: Browser,
) {
  let queries = 0;
  const count = () => {
    queries += 1;
  };
  const afterwards: (() => Promise<void>)[] = [];
  db().$client.on('acquire', count);
  await request({ visitor, later: (work) => void afterwards.push(work) });
  const untilAnswered = queries;
  for (const work of afterwards) await work();
  db().$client.off('acquire', count);
  return { untilAnswered, afterwards: queries - untilAnswered };
}

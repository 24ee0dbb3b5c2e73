import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { sessions, users } from '@/db/schema';
import { startInbox } from '@/test/inbox';
import {
  askToRegister,
  countSessions,
  enterCode,
  latestProof,
  letPass,
  newBrowser,
  openLink,
  refusalOf,
  someoneWithMail,
} from '@/test/link-journey';

const inbox = await startInbox();
afterAll(inbox.close);

test('CO1: of 50 redemptions of one link at once exactly one signs in', async () => {
  const { user, browser, token } = await someoneWithMail(inbox);
  const refusals = await inParallel(50, () => openLink({ ...browser }, token));
  expect(refusals.filter((code) => code === null)).toHaveLength(1);
  expect(await countSessions(user.id)).toBe(1);
});

test('CO1: of 50 redemptions of one code at once exactly one signs in', async () => {
  const { user, browser, code } = await someoneWithMail(inbox);
  const refusals = await inParallel(50, () => enterCode({ ...browser }, code));
  expect(refusals.filter((refusal) => refusal === null)).toHaveLength(1);
  expect(await countSessions(user.id)).toBe(1);
});

test('CO1: of 25 redemptions of the link and 25 of the code at once exactly one signs in', async () => {
  const { user, browser, token, code } = await someoneWithMail(inbox);
  const refusals = await inParallel(50, (index) =>
    index % 2 ? openLink({ ...browser }, token) : enterCode({ ...browser }, code),
  );
  expect(refusals.filter((refusal) => refusal === null)).toHaveLength(1);
  expect(await countSessions(user.id)).toBe(1);
});

test('CO4: of 50 wrong codes and the right one at once, no more than five are told right from wrong', async () => {
  const { user, browser, code } = await someoneWithMail(inbox);
  const refusals = await inParallel(51, (index) =>
    enterCode({ ...browser }, index === 25 ? code : 'ZZZZ-ZZZZ'),
  );
  const signedIn = refusals.filter((refusal) => refusal === null).length;
  const told = refusals.filter((refusal) => refusal === 'code_wrong').length + signedIn;
  expect(told).toBeGreaterThan(0);
  expect(told).toBeLessThanOrEqual(5);
  expect(await countSessions(user.id)).toBe(signedIn);
});

test('CO4: of 50 wrong links at once, no more than five are told that they are wrong', async () => {
  const { user, browser, token } = await someoneWithMail(inbox);
  const wrong = `${token.slice(0, -2)}${token.at(-2) === 'A' ? 'B' : 'A'}${token.at(-1)}`;
  const refusals = await inParallel(50, () => openLink({ ...browser }, wrong));
  expect(refusals).toContain('link_wrong');
  expect(refusals.filter((code) => code === 'link_wrong').length).toBeLessThanOrEqual(5);
  expect(refusals).toContain('tries_spent');
  expect(await countSessions(user.id)).toBe(0);
});

test('CO10: one address registered in five browsers at once becomes one account, and all are signed in to it', async () => {
  const username = `grace-${Date.now()}`;
  const pending = { name: 'Grace', username, email: `${username}@example.com` };
  const asked = [];
  for (const browser of Array.from({ length: 5 }, newBrowser)) {
    await askToRegister(browser, pending);
    asked.push({ browser, ...(await latestProof(inbox, pending.email)) });
    await letPass(60, 'mails-per-mailbox:');
  }
  const redeemed = await Promise.all(asked.map(({ browser, token }) => openLink(browser, token)));
  const accounts = await db().select().from(users).where(eq(users.email, pending.email));
  expect(accounts).toHaveLength(1);
  expect(new Set(redeemed.map(({ user }) => user.id))).toEqual(new Set([accounts[0]?.id]));
  expect(await db().$count(sessions, eq(sessions.userId, accounts[0]?.id ?? ''))).toBe(5);
});

async function inParallel(times: number, work: (index: number) => Promise<unknown>) {
  return Promise.all(Array.from({ length: times }, (_, index) => refusalOf(work(index))));
}

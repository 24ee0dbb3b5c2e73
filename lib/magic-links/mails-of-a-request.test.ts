import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { users } from '@/db/schema';
import { startInbox } from '@/test/inbox';
import {
  askToSignIn,
  type Browser,
  countSessions,
  enterCode,
  latestProof,
  letPass,
  newBrowser,
  openLink,
  refusalOf,
  someoneWithMail,
} from '@/test/link-journey';
import { insertPerson } from '@/test/people';
import { inspectLink } from './prove';

const inbox = await startInbox();
afterAll(inbox.close);

test('ML6: a second mail leaves the link and the code of the first good', async () => {
  const one = await someoneWithMail(inbox);
  await askInAMinute(one.browser, one.user.email);
  expect((await openLink(one.browser, one.token)).user.id).toBe(one.user.id);

  const other = await someoneWithMail(inbox);
  await askInAMinute(other.browser, other.user.email);
  expect((await enterCode(other.browser, other.code)).user.id).toBe(other.user.id);
});

test('the first success ends all the mails of a request', async () => {
  const { user, browser, token } = await someoneWithMail(inbox);
  const second = await askInAMinute(browser, user.email);
  const third = await askInAMinute(browser, user.email);
  const { linkTicket } = browser;
  await openLink(browser, second.token);
  for (const dead of [token, second.token, third.token]) {
    expect(await refusalOf(openLink(browser, dead))).toBe('link_used');
  }
  expect(await refusalOf(enterCode({ ...browser, linkTicket }, third.code))).toBe('ask_again');
  expect(await countSessions(user.id)).toBe(1);
});

test('a fourth mail pushes out the first, and leaves the second and third good', async () => {
  const { user, browser, token, code } = await someoneWithMail(inbox);
  const second = await askInAMinute(browser, user.email);
  await askInAMinute(browser, user.email);
  await askInAMinute(browser, user.email);
  expect(await refusalOf(openLink(browser, token))).toBe('link_expired');
  expect(await refusalOf(enterCode(browser, code))).toBe('code_wrong');
  expect((await enterCode(browser, second.code)).user.id).toBe(user.id);
});

test('ML5: a link is good for ten minutes, and its browser is told when it is older', async () => {
  const { user, browser, token } = await someoneWithMail(inbox);
  await letPass(590);
  await inspectLink(token, browser, 'sign-in');
  await letPass(10);
  expect(await refusalOf(inspectLink(token, browser, 'sign-in'))).toBe('link_expired');
  expect(await refusalOf(openLink(browser, token))).toBe('link_expired');
  expect(await refusalOf(openLink(newBrowser(), token))).toBe('link_elsewhere');

  const again = await askInAMinute(browser, user.email);
  expect(await refusalOf(openLink(browser, token))).toBe('link_expired');
  expect((await openLink(browser, again.token)).user.id).toBe(user.id);
});

test('ML5: a code is good for ten minutes', async () => {
  const early = await someoneWithMail(inbox);
  await letPass(590);
  expect((await enterCode(early.browser, early.code)).user.id).toBe(early.user.id);

  const late = await someoneWithMail(inbox);
  await letPass(600);
  expect(await refusalOf(enterCode(late.browser, late.code))).toBe('code_wrong');
});

test('each mail has ten minutes of its own: a later one does not lengthen them', async () => {
  const { user, browser, token } = await someoneWithMail(inbox);
  await letPass(500);
  const second = await askInAMinute(browser, user.email);
  await letPass(100);
  expect(await refusalOf(openLink(browser, token))).toBe('link_expired');
  expect((await openLink(browser, second.token)).user.id).toBe(user.id);
});

test('asking again after a success is a request of its own, even where the ticket was kept', async () => {
  const { user, browser, token } = await someoneWithMail(inbox);
  const { linkTicket } = browser;
  await openLink(browser, token);
  const again = await askInAMinute(Object.assign(browser, { linkTicket }), user.email);
  expect(await refusalOf(openLink(browser, token))).toBe('link_used');
  expect((await openLink(browser, again.token)).user.id).toBe(user.id);
});

test('ML24: what a tagged address got proves nothing about the address without the tag', async () => {
  const [victim, reader] = [await insertPerson(), await insertPerson()];
  const tagged = victim.user.email.replace('@', '+ticket-7@');
  await db().update(users).set({ email: tagged }).where(eq(users.id, reader.user.id));
  const browser = newBrowser();
  await askToSignIn(browser, tagged);
  const { token, code } = await latestProof(inbox, tagged);

  await askInAMinute(browser, victim.user.email);
  expect(await refusalOf(enterCode(browser, code))).toBe('code_wrong');
  expect((await openLink(browser, token)).user.id).toBe(reader.user.id);
  expect(await countSessions(victim.user.id)).toBe(0);
});

test('what was asked for by username is a request of its own beside what was asked for by email', async () => {
  const { user, browser, token } = await someoneWithMail(inbox);
  const byUsername = await askInAMinute(browser, user.username, user.email);
  expect(await refusalOf(enterCode(browser, 'ZZZZ-ZZZZ'))).toBe('code_wrong');
  expect((await openLink(browser, token)).user.id).toBe(user.id);
  expect((await openLink(browser, byUsername.token)).user.id).toBe(user.id);
});

async function askInAMinute(browser: Browser, typed: string, address = typed) {
  await letPass(60, 'mails-per-mailbox:60:');
  await askToSignIn(browser, typed);
  return latestProof(inbox, address);
}

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { startInbox } from '@/test/inbox';
import {
  ask,
  askToRegister,
  askToSignIn,
  enterCode,
  latestProof,
  letPass,
  newBrowser,
  openLink,
  refusalOf,
  someoneWithMail,
} from '@/test/link-journey';
import { insertPerson } from '@/test/people';
import { askAgain, waitingRequest } from './request';

const inbox = await startInbox();
afterAll(inbox.close);
afterEach(() => vi.useRealTimers());

test('a known address and its username get the same mail, at the address of the account', async () => {
  const [one, other] = [await insertPerson(), await insertPerson()];
  await askToSignIn(newBrowser(), one.user.email);
  await askToSignIn(newBrowser(), other.user.username);
  const mails = [await inbox.mailsTo(one.user.email), await inbox.mailsTo(other.user.email)];
  expect(mails.map((got) => got.map(({ subject }) => subject))).toEqual([
    ['Sign in to Latchkey'],
    ['Sign in to Latchkey'],
  ]);
});

test('ML12: the link leads to the configured address', async () => {
  const { user } = await someoneWithMail(inbox);
  const [mail] = await inbox.mailsTo(user.email);
  expect(mail?.text).toMatch(/^http:\/\/localhost:3000\/sign-in\/link\?token=[\w.-]{68}$/m);
});

test('ML14: nothing that is answered to the browser proves anything', async () => {
  const { browser, token, code } = await someoneWithMail(inbox);
  const answered = JSON.stringify([browser.linkTicket, await waitingRequest(browser)]);
  expect(answered).not.toContain(token.split('.')[2]);
  expect(answered).not.toContain(code.replace('-', ''));
  expect(answered).not.toContain('argon2');
});

test('the waiting tab counts down to the next mail', async () => {
  const { user, browser } = await someoneWithMail(inbox);
  const waiting = await waitingRequest(browser);
  expect(waiting).toMatchObject({ typed: user.email, pending: null, mailFailed: false });
  expect(waiting?.againIn).toBeGreaterThan(55);
  goOn(59);
  expect((await waitingRequest(browser))?.againIn).toBeLessThanOrEqual(1);
  goOn(60);
  expect((await waitingRequest(browser))?.againIn).toBe(0);
});

test('nobody else sees what a browser waits for, nor does it after a success or an hour', async () => {
  const { browser, token } = await someoneWithMail(inbox);
  const { linkTicket } = browser;
  expect(await waitingRequest(newBrowser())).toBeNull();
  expect(await waitingRequest({ ...newBrowser(), linkTicket })).toBeNull();
  expect(await waitingRequest({ ...browser, browser: null })).toBeNull();
  await openLink(browser, token);
  expect(await waitingRequest({ ...browser, linkTicket })).toBeNull();

  const late = await someoneWithMail(inbox);
  await letPass(600);
  expect(await waitingRequest(late.browser)).not.toBeNull();
  await letPass(3_000);
  expect(await waitingRequest(late.browser)).toBeNull();
});

test('sending again is refused within a minute, and where there is nothing to send again', async () => {
  const { user, browser } = await someoneWithMail(inbox);
  expect(await refusalOf(ask(browser, askAgain))).toBe('too_early');
  expect(await refusalOf(ask(newBrowser(), askAgain))).toBe('ask_again');
  expect(await inbox.mailsTo(user.email)).toHaveLength(1);
});

test('sending again sends what was asked for, in the same request', async () => {
  const { user } = await insertPerson();
  const browser = newBrowser();
  await askToSignIn(browser, user.username, '/account/sessions');
  const { linkTicket } = browser;
  goOn(60);
  await letPass(60, 'mails-per-mailbox:');
  await ask(browser, askAgain);
  expect(browser.linkTicket).toEqual(linkTicket);
  expect(await inbox.mailsTo(user.email)).toHaveLength(2);
  const { token } = await latestProof(inbox, user.email);
  expect(await openLink(browser, token)).toMatchObject({ user: { id: user.id }, next: '/account/sessions' });
});

test('sending a registration again keeps what was entered', async () => {
  const username = `grace-${randomUUID().slice(0, 8)}`;
  const pending = { name: 'Grace', username, email: `${username}@example.com` };
  const browser = newBrowser();
  await askToRegister(browser, pending);
  const first = await latestProof(inbox, pending.email);
  goOn(60);
  await letPass(60, 'mails-per-mailbox:');
  await ask(browser, askAgain);
  expect((await inbox.mailsTo(pending.email)).map(({ subject }) => subject)).toEqual([
    'Confirm your email for Latchkey',
    'Confirm your email for Latchkey',
  ]);
  expect((await enterCode(browser, first.code)).user).toMatchObject(pending);
});

test('sending again counts against the limits of mailbox and client', async () => {
  const { user, browser } = await someoneWithMail(inbox);
  for (let asks = 2; asks <= 10; asks += 1) {
    goOn(60 * asks);
    await letPass(60, 'mails-per-mailbox:');
    await ask(browser, askAgain);
  }
  expect(await inbox.mailsTo(user.email)).toHaveLength(5);
  goOn(60 * 11);
  expect(await refusalOf(ask(browser, askAgain))).toBe('too_many_requests');
});

/** Sets the clock of the application so many seconds ahead of the real one. */
function goOn(seconds: number) {
  vi.useRealTimers();
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1_000 });
}

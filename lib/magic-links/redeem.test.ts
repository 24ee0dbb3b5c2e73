import { afterAll, describe, expect, test } from 'vitest';
import { startInbox } from '@/test/inbox';
import {
  askToSignIn,
  countSessions,
  enterCode,
  latestProof,
  letPass,
  newBrowser,
  openLink,
  refusalOf,
  someoneWithMail,
} from '@/test/link-journey';
import { inspectLink } from './prove';

const inbox = await startInbox();
afterAll(inbox.close);

test('ML4: a link signs in once, and says so when it is opened again', async () => {
  const { user, browser, token } = await someoneWithMail(inbox);
  const redeemed = await openLink(browser, token);
  expect(redeemed.user.id).toBe(user.id);
  expect(redeemed.next).toBe('/account');
  expect(await refusalOf(openLink(browser, token))).toBe('link_used');
  expect(await countSessions(user.id)).toBe(1);
});

test('ML4: a code signs in once', async () => {
  const { user, browser, code } = await someoneWithMail(inbox);
  const { linkTicket } = browser;
  expect((await enterCode(browser, code)).user.id).toBe(user.id);
  expect(await refusalOf(enterCode(browser, code))).toBe('ask_again');
  expect(await refusalOf(enterCode({ ...browser, linkTicket }, code))).toBe('ask_again');
  expect(await countSessions(user.id)).toBe(1);
});

test('a code may be typed in lower case, with spaces, and with letters for the digits they look like', async () => {
  const { user, browser, code } = await someoneWithMail(inbox);
  const typed = ` ${code.replace('-', ' – ').replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase()} `;
  expect((await enterCode(browser, typed)).user.id).toBe(user.id);
});

test('the link is dead once the code has signed in, and the code once the link has', async () => {
  const one = await someoneWithMail(inbox);
  await enterCode(one.browser, one.code);
  expect(await refusalOf(openLink(one.browser, one.token))).toBe('link_used');

  const other = await someoneWithMail(inbox);
  const { linkTicket } = other.browser;
  await openLink(other.browser, other.token);
  expect(await refusalOf(enterCode({ ...other.browser, linkTicket }, other.code))).toBe('ask_again');
});

test('ML16: signing in leads to where the asking wanted to go', async () => {
  const { user } = await someoneWithMail(inbox);
  await letPass(60);
  const browser = newBrowser();
  await askToSignIn(browser, user.username, '/account/passkeys');
  expect((await openLink(browser, (await latestProof(inbox, user.email)).token)).next).toBe(
    '/account/passkeys',
  );
});

test('ML1: looking at a link changes nothing, however often', async () => {
  const { browser, token } = await someoneWithMail(inbox);
  const stranger = { ...newBrowser(), browser: null };
  for (let looks = 0; looks < 7; looks += 1) {
    await inspectLink(token, browser, 'sign-in');
    expect(await refusalOf(inspectLink(token, stranger, 'sign-in'))).toBe('link_elsewhere');
  }
  await openLink(browser, token);
  expect(await refusalOf(inspectLink(token, browser, 'sign-in'))).toBe('link_used');
});

describe('ML7: in another browser', () => {
  test('a link is refused, and neither spent nor counted', async () => {
    const { user, browser, token } = await someoneWithMail(inbox);
    const strangers = [newBrowser(), { ...newBrowser(), browser: null }];
    for (let tries = 0; tries < 10; tries += 1) {
      for (const stranger of strangers) {
        expect(await refusalOf(openLink(stranger, token))).toBe('link_elsewhere');
      }
    }
    expect(await countSessions(user.id)).toBe(0);
    expect((await openLink(browser, token)).user.id).toBe(user.id);
  });

  test('a code is worth nothing, not even beside the ticket of the browser that asked', async () => {
    const { browser, code } = await someoneWithMail(inbox);
    expect(await refusalOf(enterCode(newBrowser(), code))).toBe('ask_again');
    const thief = { ...newBrowser(), linkTicket: browser.linkTicket };
    expect(await refusalOf(enterCode(thief, code))).toBe('ask_again');
    await enterCode(browser, code);
  });

  test('EN10: a used link does not say that it was used, nor an old one that it is old', async () => {
    const { browser, token } = await someoneWithMail(inbox);
    await openLink(browser, token);
    expect(await refusalOf(openLink(newBrowser(), token))).toBe('link_elsewhere');
    const late = await someoneWithMail(inbox);
    for (const seconds of [600, 3_000]) {
      await letPass(seconds);
      expect(await refusalOf(inspectLink(late.token, newBrowser(), 'sign-in'))).toBe('link_elsewhere');
    }
  });
});

describe('ML8, ML9, ML18: mixing', () => {
  test("ada's browser opens bob's link in vain, and both stay good", async () => {
    const [ada, bob] = [await someoneWithMail(inbox), await someoneWithMail(inbox)];
    expect(await refusalOf(openLink(ada.browser, bob.token))).toBe('link_elsewhere');
    expect(await refusalOf(enterCode(ada.browser, bob.code))).toBe('code_wrong');
    expect((await openLink(ada.browser, ada.token)).user.id).toBe(ada.user.id);
    expect((await openLink(bob.browser, bob.token)).user.id).toBe(bob.user.id);
  });

  test("the request of ada's link with the secret of bob's is wrong", async () => {
    const [ada, bob] = [await someoneWithMail(inbox), await someoneWithMail(inbox)];
    const [request, number] = ada.token.split('.');
    const mixed = [request, number, bob.token.split('.')[2]].join('.');
    expect(await refusalOf(openLink(ada.browser, mixed))).toBe('link_wrong');
    expect(await refusalOf(openLink(bob.browser, mixed))).toBe('link_elsewhere');
  });
});

describe('ML22: a malformed link', () => {
  const good = `${'a'.repeat(22)}.1.${'b'.repeat(43)}`;
  const malformed = [
    ...['', 'token', good.slice(0, -1), `${good}b`, ` ${good}`, `${good}\n`, good.replace('.1.', '.')],
    ...[good.replace('.1.', '.0.'), good.replace('.1.', '.-1.'), good.replace('.1.', '.1e3.')],
    ...['%', '%00', `%${good}`, good.replace('a', 'ä'), good.replace('b', '\u0000'), good.replace('a', '𝒂')],
    ...['b'.repeat(10_000), `${good}${'b'.repeat(10_000)}`],
    ...[undefined, null, 1, {}, [good], [good, good], { token: good }],
  ];

  test('is told from a wrong one', async () => {
    const browser = newBrowser();
    for (const token of malformed) {
      expect(await refusalOf(inspectLink(token, browser, 'sign-in'))).toBe('link_malformed');
      expect(await refusalOf(openLink(browser, token))).toBe('link_malformed');
    }
  });

  test('is refused before anything is computed: a thousand take less time than their hashes would', async () => {
    const { browser, token } = await someoneWithMail(inbox);
    const begun = performance.now();
    for (let times = 0; times < 1_000; times += 1) {
      expect(await refusalOf(openLink(browser, `${token}!`))).toBe('link_malformed');
    }
    expect(performance.now() - begun).toBeLessThan(5_000);
    await openLink(browser, token);
  });

  test('in another case is none of ours, and the good one stays good', async () => {
    const { browser, token } = await someoneWithMail(inbox);
    expect(await refusalOf(openLink(browser, token.toUpperCase()))).toBe('link_elsewhere');
    expect(await refusalOf(openLink(browser, token.toLowerCase()))).toBe('link_elsewhere');
    await openLink(browser, token);
  });
});

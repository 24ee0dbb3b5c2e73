import { like } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { ephemeral } from '@/db/schema';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { policy } from '@/lib/policy';
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
import { keys } from './link-requests';

const WRONG = 'ZZZZ-ZZZZ';
const inbox = await startInbox();
afterAll(inbox.close);

test('ML10: after five wrong codes neither the right code nor the link signs in', async () => {
  const { user, browser, token, code } = await someoneWithMail(inbox);
  for (let tries = 0; tries < policy.link.tries; tries += 1) {
    expect(await refusalOf(enterCode(browser, WRONG))).toBe('code_wrong');
  }
  expect(await refusalOf(enterCode(browser, code))).toBe('tries_spent');
  expect(await refusalOf(openLink(browser, token))).toBe('tries_spent');
  expect(await countSessions(user.id)).toBe(0);
});

test('ML10: wrong links count among the five, and the fifth try may still be the right one', async () => {
  const { user, browser, token, code } = await someoneWithMail(inbox);
  const wrong = `${token.slice(0, -43)}${'A'.repeat(43)}`;
  expect(await refusalOf(openLink(browser, wrong))).toBe('link_wrong');
  expect(await refusalOf(enterCode(browser, WRONG))).toBe('code_wrong');
  expect(await refusalOf(openLink(browser, wrong))).toBe('link_wrong');
  expect(await refusalOf(openLink(browser, wrong))).toBe('link_wrong');
  expect((await enterCode(browser, code)).user.id).toBe(user.id);
});

test('what is no code at all costs no try', async () => {
  const { browser, code } = await someoneWithMail(inbox);
  for (const typed of ['', 'ZZZZ', 'ZZZZ-ZZZ', 'UUUU-UUUU', `${code}0`, 'ÄÄÄÄ-ÄÄÄÄ', 'Z'.repeat(10_000)]) {
    expect(await refusalOf(enterCode(browser, typed))).toBe('code_wrong');
  }
  await enterCode(browser, code);
});

test('a new mail after the tries are spent signs in, in a request of its own', async () => {
  const { user, browser, token } = await someoneWithMail(inbox);
  for (let tries = 0; tries < policy.link.tries; tries += 1) await refusalOf(enterCode(browser, WRONG));
  await letPass(60, 'mails-per-mailbox:');
  await askToSignIn(browser, user.email);
  expect(await refusalOf(openLink(browser, token))).toBe('tries_spent');
  await enterCode(browser, (await latestProof(inbox, user.email)).code);
  expect(await countSessions(user.id)).toBe(1);
});

test('ML11, RL8: after 100 wrong codes in a row, over several mails, only the link signs in, and that begins the count anew', async () => {
  const { user, browser: own } = await someoneWithMail(inbox);
  await askInAnHour(newBrowser(), user.email, async (stranger) => {
    const [request] = await ephemeralStore().run(
      keys.request(stranger.linkTicket?.id ?? '', stranger.browser),
    );
    for (let tries = 10; tries < policy.link.accountTries; tries += 1) {
      await ephemeralStore().run(keys.countCodeTry(request?.mailbox ?? ''));
    }
  });
  for (const stranger of [newBrowser(), newBrowser()]) {
    await askInAnHour(stranger, user.email, async () => {
      for (let tries = 0; tries < policy.link.tries; tries += 1) {
        expect(await refusalOf(enterCode(stranger, WRONG))).toBe('code_wrong');
      }
    });
  }

  await askInAnHour(own, user.username, async () => {
    const { token, code } = await latestProof(inbox, user.email);
    expect(await refusalOf(enterCode(own, code))).toBe('code_wrong');
    expect((await openLink(own, token)).user.id).toBe(user.id);
  });
  await askInAnHour(own, user.email, async () => {
    expect(await refusalOf(enterCode(own, WRONG))).toBe('code_wrong');
    await enterCode(own, (await latestProof(inbox, user.email)).code);
  });
});

test('RL8: tries that are not compared do not count against the mailbox', async () => {
  const { user, browser: own, code } = await someoneWithMail(inbox);
  const stranger = newBrowser();
  await askToSignIn(stranger, user.email);
  for (let tries = 0; tries < policy.link.accountTries; tries += 1) {
    expect(await refusalOf(enterCode(stranger, WRONG))).toMatch(/code_wrong|tries_spent/);
  }
  await letPass(60, 'mails-per-mailbox:');
  await askToSignIn(stranger, user.email);
  for (let tries = 0; tries < policy.link.accountTries; tries += 1) {
    expect(await refusalOf(enterCode(stranger, WRONG))).toMatch(/code_wrong|tries_spent/);
  }
  expect((await enterCode(own, code)).user.id).toBe(user.id);
});

test('RL12: a link passed around leaves nothing in the store, in however many browsers it is opened', async () => {
  const { user, browser, token } = await someoneWithMail(inbox);
  const stranger = newBrowser();
  expect(await refusalOf(openLink(stranger, token))).toBe('link_elsewhere');
  expect(await db().$count(ephemeral, like(ephemeral.key, `%${stranger.browser}%`))).toBe(0);
  expect((await openLink(browser, token)).user.id).toBe(user.id);
});

async function askInAnHour(browser: Browser, typed: string, then: (browser: Browser) => Promise<void>) {
  await letPass(3_600, 'mails-per-mailbox:');
  await askToSignIn(browser, typed);
  await then(browser);
}

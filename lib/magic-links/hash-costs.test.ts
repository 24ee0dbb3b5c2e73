import { hash } from '@node-rs/argon2';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { startInbox } from '@/test/inbox';
import { enterCode, newBrowser, openLink, refusalOf, someoneWithMail } from '@/test/link-journey';
import { inspectLink } from './prove';
import { newProof } from './secrets';

// Counted, and done all the same.
vi.mock('@node-rs/argon2', async (original) => {
  const argon2 = await original<typeof import('@node-rs/argon2')>();
  return { ...argon2, hash: vi.fn(argon2.hash) };
});

const inbox = await startInbox();
afterAll(inbox.close);
beforeEach(() => {
  vi.mocked(hash).mockClear();
});

test('RL9: links that nobody was mailed, 300 at once, cost no hash', async () => {
  const browser = newBrowser();
  const tokens = Array.from(
    { length: 300 },
    () => `${newProof().secret.slice(0, 22)}.1.${newProof().secret}`,
  );
  const answers = await Promise.all(tokens.map((token) => refusalOf(openLink(browser, token))));
  expect(new Set(answers)).toEqual(new Set(['link_elsewhere']));
  expect(hash).not.toHaveBeenCalled();
});

test('RL9: what is cheap to refuse costs no hash: looks, shapes, other browsers, links and codes that are used up', async () => {
  const { browser, token, code } = await someoneWithMail(inbox);
  const stranger = newBrowser();
  vi.mocked(hash).mockClear();
  await inspectLink(token, browser, 'sign-in');
  for (const [who, what] of [
    [browser, `${token}x`],
    [browser, token.slice(0, -1)],
    [browser, token.replace('.1.', '.2.')],
    [stranger, token],
    [{ ...stranger, browser: null }, token],
  ] as const) {
    expect(await refusalOf(openLink({ ...who }, what))).toMatch(/^link_/);
  }
  expect(await refusalOf(enterCode({ ...browser }, 'ZZZZ'))).toBe('code_wrong');
  expect(await refusalOf(enterCode(stranger, code))).toBe('ask_again');
  expect(hash).not.toHaveBeenCalled();

  await openLink({ ...browser }, token);
  expect(hash).toHaveBeenCalledTimes(1);
  for (let again = 0; again < 10; again += 1) {
    expect(await refusalOf(openLink({ ...browser }, token))).toBe('link_used');
    expect(await refusalOf(enterCode({ ...browser }, code))).toBe('ask_again');
  }
  expect(hash).toHaveBeenCalledTimes(1);
});

test('RL9: of 50 wrong codes at once five cost a hash', async () => {
  const { browser } = await someoneWithMail(inbox);
  vi.mocked(hash).mockClear();
  await Promise.all(Array.from({ length: 50 }, () => refusalOf(enterCode({ ...browser }, 'ZZZZ-ZZZZ'))));
  expect(hash).toHaveBeenCalledTimes(5);
});

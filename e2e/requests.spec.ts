import { once } from 'node:events';
import { get } from 'node:http';
import { countSessions, insertAccount } from './accounts';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { interceptPost, interceptRedemption, replay } from './replay';
import { askForLink, registerWithPasskey, signOut, somebody } from './steps';

test('CO1: 50 parallel redemptions of one link open exactly one session', async ({ page, request }) => {
  const { person, redemption } = await interceptRedemption(page);

  await replay(request, redemption, 50);
  expect(await countSessions(person)).toBe(1);
});

test('CO2: 50 parallel verifications of one assertion open exactly one session', async ({
  page,
  request,
}) => {
  const person = somebody();
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, person);
  await signOut(page);
  expect(await countSessions(person)).toBe(0);
  const verification = await interceptPost(page, () =>
    page.getByRole('button', { name: 'Sign in with a passkey' }).click(),
  );

  const statuses = await replay(request, verification, 50);
  expect(await countSessions(person)).toBe(1);
  // A busy machine may give some up; what it answers otherwise is that the challenge is gone.
  expect(statuses.filter((status) => ![410, 503].includes(status))).toHaveLength(1);
});

test('ML1, ML2, ML3: a scanner that looks at the link in every way it can does not spend it', async ({
  page,
  openBrowser,
  request,
  inbox,
}) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  const { link } = await inbox.latest(person.email);

  const prefetches = [
    { purpose: 'prefetch' },
    { 'sec-purpose': 'prefetch;prerender' },
    { 'next-router-prefetch': '1', rsc: '1' },
  ];
  for (const headers of [{}, ...prefetches]) {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const answer = await request.fetch(link, { method, headers, maxRedirects: 0 });
      expect(answer.headers()['set-cookie'] ?? '').not.toContain('session');
    }
  }
  const scanner = await openBrowser();
  await scanner.goto(link);
  await scanner.waitForTimeout(1_000);
  expect(await countSessions(person)).toBe(0);

  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
});

test('whoever asks for a WebSocket is answered like anybody, and holds no connection open', async ({
  request,
  baseURL,
}) => {
  await request.get('/robots.txt');
  for (const path of ['/nowhere', '/_next/webpack-hmr']) {
    const asking = get(new URL(path, baseURL), {
      headers: { connection: 'Upgrade', upgrade: 'websocket' },
      signal: AbortSignal.timeout(20_000),
    });
    const [answer] = await once(asking, 'response');
    expect(answer.statusCode).toBe(404);
    answer.resume();
  }
});

test('whatever a client sends is answered with a 4xx and words, never with a 500', async ({
  request,
  baseURL,
}) => {
  const own = { origin: baseURL ?? '' };
  const form = { ...own, 'content-type': 'multipart/form-data; boundary=x' };
  const call = { ...own, 'content-type': 'text/plain;charset=UTF-8', 'next-action': '0'.repeat(42) };
  const requests: [string, string, Record<string, string>, string | Buffer][] = [
    ['a foreign origin', 'POST', { ...form, origin: 'https://evil.example' }, '--x--'],
    ['a null origin', 'POST', { ...form, origin: 'null' }, '--x--'],
    ['no origin', 'POST', { 'content-type': form['content-type'] }, '--x--'],
    ['a cross-site form', 'POST', { ...form, 'sec-fetch-site': 'cross-site' }, '--x--'],
    ['10 MB', 'POST', form, Buffer.alloc(10_000_000, 'x')],
    ['no form at all', 'POST', { ...own, 'content-type': 'application/json' }, '{}'],
    ['a broken form', 'POST', form, 'garbage'],
    ['a broken call', 'POST', call, 'garbage'],
    ['a call of nothing', 'POST', call, '[]'],
    ['a reference to nowhere', 'POST', call, '["$F9","$Q1"]'],
    ['another method', 'DELETE', own, ''],
  ];
  for (const path of [
    '/sign-in',
    '/register',
    '/sign-in/link',
    '/sign-in/recover',
    '/account',
    '/account/passkeys',
    '/not-me',
    '/',
    '/nowhere',
    '/nothing.ico',
  ]) {
    for (const [what, method, headers, data] of requests) {
      const answer = await request.fetch(path, { method, headers, data, maxRedirects: 0 });
      expect(answer.status(), `${what} to ${path}`).toBeGreaterThanOrEqual(400);
      expect(answer.status(), `${what} to ${path}`).toBeLessThan(500);
      expect((await answer.text()).length, `${what} to ${path}`).toBeGreaterThan(10);
    }
  }
  for (const token of ['', 'x', '%', '%00', 'a'.repeat(10_000), '{}', '../..', 'ﬀ']) {
    for (const path of ['/sign-in/link', '/account/profile/confirm', '/not-me']) {
      const answer = await request.get(`${path}?token=${token}`, { maxRedirects: 0 });
      expect(answer.status(), `${path}, token ${token.slice(0, 20)}`).toBe(404);
    }
  }
});

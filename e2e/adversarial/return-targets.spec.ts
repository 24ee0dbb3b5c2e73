import { insertAccount, insertPasskeys, newSession } from '../accounts';
import { expect, test } from '../fixtures';
import { openVisitor } from '../http-visitor';
import { inbox } from '../inbox';
import { somebody } from '../steps';
import { keptOf } from './kept';
import { ask } from './raw-request';

/** Of each class that lib/return-target.test.ts knows, some: here it is about where people end up. */
const HOSTILE = [
  'https://evil.example',
  'HTTPS:evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/%09/evil.example',
  '/..//evil.example',
  '/%2e%2e//evil.example',
  '/%2fevil.example',
  '/%5cevil.example',
  '/\u2215evil.example',
  '//evil.example@localhost',
  'javascript:alert(1)',
  'data:text/html,x',
  'not a url',
  '%',
  '\0',
  '/sign-in?to=//evil.example',
  '/sign-out',
  '/_next/static/x.js',
  'x'.repeat(5_000),
];

test('CR8: wherever a return target is given, nobody is led away from here', async ({ appUrl }) => {
  await Promise.all(HOSTILE.map((target) => signInTo(appUrl, target)));
});

test('CR8: neither address, form nor query makes a redirect to elsewhere, and none is a failure', async ({
  appUrl,
}) => {
  const visitor = await openVisitor(appUrl);
  for (const target of HOSTILE) {
    const value = encodeURIComponent(target);
    for (const query of [`to=${value}&to=${value}`, `to=${value}&callbackUrl=${value}&redirect=${value}`]) {
      expect((await visitor.get(`/sign-in?${query}`)).status, query).toBe(200);
    }
    const forget = await visitor.submit('/sign-in', 'useAnotherAccount', { to: target });
    const [next = '/'] = (forget.headers['x-action-redirect'] ?? '').split(';');
    expect(new URL(next, appUrl).origin, target).toBe(appUrl);
  }
  for (const path of ['/', '/register', '/sign-in/check-email', '/sign-in/recover', '/welcome', '/account']) {
    const { status, headers } = await visitor.get(`${path}?to=//evil.example&callbackUrl=//evil.example`);
    expect(status, path).toBeLessThan(400);
    expect(new URL(headers.location ?? '/', appUrl).origin, path).toBe(appUrl);
  }
  await visitor.close();
});

test('CR9: no cookie says where to go', async ({ appUrl }) => {
  const names = ['callback-url', 'authjs.callback-url', '__Host-authjs.callback-url', 'latchkey.callback'];
  const cookie = names.map((name) => `${name}=https%3A%2F%2Fevil.example`).join('; ');
  for (const path of [
    '/',
    '/account',
    '/sign-in',
    '/account/data/download',
    '/.well-known/change-password',
  ]) {
    const { headers, body } = await ask(appUrl, `GET ${path}`, { cookie });
    expect(headers.location ?? '', path).not.toContain('evil');
    expect(body, path).not.toContain('evil');
  }
});

test('CR6: reading changes nothing, whatever is read', async ({ appUrl }) => {
  const person = somebody();
  await insertAccount(person);
  await insertPasskeys(person, 2);
  const { name, value } = await newSession(person, 'Chrome on Windows');
  const before = await keptOf(person);
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    for (const path of READABLE) {
      const { status, headers } = await ask(appUrl, `${method} ${path}`, { cookie: `${name}=${value}` });
      expect(status, `${method} ${path}`).toBeLessThan(500);
      expect(headers['set-cookie'] ?? '', `${method} ${path}`).not.toContain('session');
    }
  }
  expect(await keptOf(person)).toEqual(before);
});

const READABLE = [
  '/',
  '/sign-out',
  '/goodbye',
  '/welcome',
  '/register?name=a&username=abc&email=a@example.com',
  '/sign-in?identifier=a@example.com',
  '/sign-in/link?token=x',
  '/sign-in/operator?token=x',
  '/sign-in/recover?identifier=a&code=b',
  '/sign-in/check-email?code=AAAA-AAAA',
  '/sign-in/check-email/status?mail',
  '/not-me?token=x',
  '/account',
  '/account/activity',
  '/account/data?confirmation=x',
  '/account/data/download',
  '/account/passkeys?id=x&delete=1',
  '/account/profile?name=x&username=xyz',
  '/account/profile/confirm?token=x',
  '/account/security?on=',
  '/account/sessions?id=x&end=1',
  '/api/cron/purge',
  '/api/cron/recovery',
  '/api/health',
];

/** Signs somebody in by code, having asked for this target, and looks where they are sent. */
async function signInTo(appUrl: string, target: string): Promise<void> {
  const person = somebody();
  await insertAccount(person);
  const visitor = await openVisitor(appUrl);
  const askForMail = await visitor.form('/sign-in', 'Email me a link');
  expect((await askForMail({ identifier: person.email, to: target })).status).toBe(303);
  const { code, text } = await inbox.latest(person.email);
  expect(text).not.toContain('evil');
  const enter = await visitor.form('/sign-in/check-email', 'Continue');
  const { status, headers } = await enter({ code });
  expect({ target, status, location: headers.location }).toEqual({
    target,
    status: 303,
    location: '/account',
  });
  await visitor.close();
}

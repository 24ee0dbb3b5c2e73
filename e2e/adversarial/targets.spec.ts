import { insertAccount, newSession } from '../accounts';
import { expect, test } from '../fixtures';
import { openVisitor } from '../http-visitor';
import { inbox } from '../inbox';
import { somebody } from '../steps';

const ORIGIN = process.env.E2E_APP_URL ?? '';
const host = new URL(ORIGIN || 'http://localhost').host;

/** Addresses that would lead away, or run something, or break the answer. */
const TARGETS = [
  'https://evil.example',
  'https:evil.example',
  'HTTPS:/evil.example',
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  '\t//evil.example',
  ' //evil.example',
  '/%09/evil.example',
  '/%2f/evil.example',
  '/%2F%2Fevil.example',
  '/%5cevil.example',
  '/%255c%255cevil.example',
  '/..//evil.example',
  '/.//evil.example',
  '/account/..//evil.example',
  '/%2e%2e//evil.example',
  `${ORIGIN}@evil.example`,
  `//${host}@evil.example`,
  `//${host}.evil.example`,
  `.evil.example`,
  '@evil.example',
  ':80@evil.example',
  'javascript:alert(1)',
  'java\nscript:alert(1)',
  'JaVaScRiPt:alert(1)//',
  'data:text/html,<script>alert(1)</script>',
  'vbscript:x',
  'not a url',
  '/\r\nSet-Cookie: session=x',
  '/%0d%0aSet-Cookie:%20session=x',
  '/\0',
  '/\u2215evil.example',
  '/\uff0f\uff0fevil.example',
  '/%EF%BC%8Fevil.example',
  '\ud800',
  '/sign-out',
  '/sign-in',
  '/api/health',
  `/${'a'.repeat(2_100)}`,
  '',
];

test('CR8: no target leads away: not from the page for whoever is signed in, a form, a link, or a cookie', async () => {
  const person = somebody();
  await insertAccount(person);
  const here = await openVisitor(ORIGIN, {}, [await newSession(person, 'Chrome on macOS')]);
  const stranger = await openVisitor(ORIGIN);
  const away = (location = '') => new URL(location, `${ORIGIN}/x/`).origin !== ORIGIN;
  for (const target of TARGETS) {
    const what = JSON.stringify(target.slice(0, 60));
    // Half a surrogate pair cannot be written in an address but as bytes that are no text.
    const written = target === '\ud800' ? '%ED%A0%80' : encodeURIComponent(target);
    const answer = await here.get(`/sign-in?callbackUrl=${written}&redirect=${written}&to=${written}`);
    expect({ what, status: answer.status, location: answer.headers.location }).toEqual({
      what,
      status: 307,
      location: '/account',
    });
    const page = await stranger.get(`/sign-in?to=${written}`);
    expect(page.status, what).toBe(200);
    expect(page.text, what).not.toMatch(/<input[^>]*name="to"[^>]*value="[^"]/);
    const forget = await stranger.submit('/sign-in', 'useAnotherAccount', { to: target });
    expect(forget.status, what).toBeLessThan(400);
    expect(away(forget.headers['x-action-redirect']), what).toBe(false);
    expect(forget.headers['x-action-redirect'], what).toMatch(/^\/sign-in(;|$)/);
  }
  // Every other page takes no target at all.
  for (const target of ['https://evil.example', '//evil.example', 'javascript:alert(1)', '/sign-out']) {
    const written = encodeURIComponent(target);
    expect((await here.get(`/sign-in?to=/account/sessions&to=${written}`)).headers.location).toBe('/account');
    const guarded = await stranger.get(`/account?next=${written}`);
    expect(guarded.status, target).toBe(307);
    expect(away(guarded.headers.location), target).toBe(false);
    for (const path of [
      '/',
      '/register',
      '/account',
      '/welcome',
      '/goodbye',
      '/sign-in/check-email',
      '/account/data/download',
    ]) {
      const other = await here.get(`${path}?to=${written}&next=${written}&callbackUrl=${written}`);
      expect(other.status, `${path} ${target}`).toBeLessThan(500);
      expect(away(other.headers.location), `${path} ${target}`).toBe(false);
    }
  }
});

test('CR8, CR9: signing in leads where the asking wanted to go on this site, and nowhere else', async () => {
  for (const [target, leads] of [
    ['/account/sessions?x=1#y', '/account/sessions?x=1#y'],
    ['//evil.example', '/account'],
    ['/account/..//evil.example', '/account'],
    ['javascript:alert(1)', '/account'],
  ] as const) {
    const person = somebody();
    await insertAccount(person);
    const poisoned = ['authjs.callback-url', 'latchkey.callback', '__Secure-authjs.callback-url', 'to'];
    const visitor = await openVisitor(
      ORIGIN,
      {},
      poisoned.map((name) => ({ name, value: 'https%3A%2F%2Fevil.example' })),
    );
    await visitor.submit('/sign-in', 'emailMeALink', { identifier: person.email, to: target });
    const enter = await visitor.form('/sign-in/check-email', 'Continue');
    const { code } = await inbox.latest(person.email);
    expect((await enter({ code, to: 'https://evil.example' })).headers.location).toBe(leads);
  }
});

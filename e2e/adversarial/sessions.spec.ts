import { createHmac, randomBytes } from 'node:crypto';
import { policy } from '@/lib/policy';
import { sessionCookie } from '@/lib/session-cookie';
import { TEST_ENVIRONMENT } from '../../test/environment';
import { sealed } from '../../test/sealed';
import {
  ageAuthentication,
  countSessions,
  disable,
  insertAccount,
  insertPasskeys,
  newSession,
} from '../accounts';
import { buildActions } from '../build-actions';
import { expect, test } from '../fixtures';
import { type HttpVisitor, openVisitor, resultOf } from '../http-visitor';
import { inbox } from '../inbox';
import { type Person, somebody } from '../steps';
import { accountPages } from './account-pages';
import { accountAsStored, letPassSince, remove } from './stored';

const COOKIE: string = sessionCookie(false).name;
const ORIGIN = process.env.E2E_APP_URL ?? '';

const PAGES = [...accountPages, '/welcome'];

/** The ways in which a browser asks for a page: as a document, as its flight data, and ahead of time. */
const WAYS: Record<string, string>[] = [
  {},
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-segment-prefetch': '/_tree' },
  { purpose: 'prefetch', 'sec-purpose': 'prefetch;prerender' },
];

test('SE1: a copied cookie is nobody once its session is signed out, on every page, in every way to ask for it', async () => {
  const { person, cookie, visitor } = await signedIn();
  const copy = await openVisitor(ORIGIN, {}, [cookie]);
  for (const page of PAGES) expect((await copy.get(page)).status, page).toBe(200);
  expect((await copy.get('/account/profile')).text).toContain(person.email);
  expect((await (await visitor.form('/account', 'Sign out'))()).status).toBe(303);
  await expectNobody(copy, person);
});

test('SE1: a copied cookie calls no action of the account once its session is signed out', async () => {
  const { person, cookie, visitor } = await signedIn();
  await insertPasskeys(person, 1);
  const before = await accountAsStored(person);
  const id = before.credentials[0]?.id ?? '';
  const free = somebody();
  const fields: Record<string, Record<string, string>> = {
    nameCreated: { id, name: 'Mine', to: '/account' },
    rename: { id, name: 'Mine' },
    deletePasskey: { id },
    switchEmailSignIn: { to: 'off' },
    deleteMyAccount: { confirmation: person.username },
    changeEmail: { email: free.email },
    enterCode: { code: '0000-0000' },
    save: { name: 'Eve', username: free.username },
    openLink: { token: 'x' },
    endOne: { session: before.sessions[0]?.id ?? '' },
  };
  expect((await (await visitor.form('/account', 'Sign out'))()).status).toBe(303);

  const copy = await openVisitor(ORIGIN, {}, [cookie]);
  const actions = buildActions().filter(({ page }) => page.startsWith('/account'));
  expect(actions.length).toBeGreaterThan(18);
  for (const { name: folderAndName, id, page } of actions) {
    const name = folderAndName.split(': ')[1] ?? '';
    const byScript = ['beginStepUp', 'finishPasskey'].includes(name);
    const multipart = new FormData();
    for (const [field, value] of Object.entries(fields[name] ?? {})) multipart.append(`_1_${field}`, value);
    multipart.append('0', '[{},"$K1"]');
    const answer = await copy.http.post(page, {
      headers: { 'next-action': id, ...(byScript && { 'content-type': 'text/plain;charset=UTF-8' }) },
      ...(byScript ? { data: '[]' } : { multipart }),
    });
    if (byScript) expect(answer.status(), name).toBeGreaterThanOrEqual(400);
    else
      expect(answer.headers()['x-action-redirect'], name).toMatch(
        /^\/sign-in\?notice=(not-signed-in|signed-out)/,
      );
    expect(answer.status(), name).toBeLessThan(500);
    expect(await answer.text(), name).not.toContain(person.email);
  }
  expect(await accountAsStored(person)).toEqual({ ...before, sessions: [] });
  expect(await inbox.all(person.email)).toEqual([]);
});

test('SE4, SE13, SE18: whoever ends a session, disables, deletes or restores an account, ends it for the next request', async () => {
  const ends: Record<string, (person: Person) => Promise<void>> = {
    'from another browser': async (person) => {
      const other = await openVisitor(ORIGIN, {}, [await newSession(person, 'Firefox on Linux')]);
      const answer = await other.submit('/account/sessions', 'endOthers');
      expect(answer.headers['x-action-redirect']).toContain('other-sessions-ended');
    },
    'account disabled': disable,
    'account deleted': (person) => remove('account', person),
    'row missing': (person) => remove('sessions', person),
    'idle end': (person) => letPassSince(person, { seen: policy.session.idle, opened: policy.session.idle }),
    'absolute end, however busy': (person) =>
      letPassSince(person, { seen: 0, opened: policy.session.lifetime }),
  };
  for (const [how, end] of Object.entries(ends)) {
    await test.step(how, async () => {
      const { person, visitor } = await signedIn();
      expect((await visitor.get('/account')).status).toBe(200);
      await end(person);
      await expectNobody(visitor, person, ['/account', '/account/data/download']);
      const save = await visitor.submit('/account/profile', 'save', { ...person, name: 'Eve' });
      expect(save.headers['x-action-redirect']).toContain('/sign-in?notice=not-signed-in');
    });
  }
});

test('SE6, SE7: use puts off the idle end, and nothing puts off the absolute one', async () => {
  const { idle, lifetime, seenEvery } = policy.session;
  const { person, visitor } = await signedIn();
  await letPassSince(person, { seen: idle - 60, opened: lifetime - 60 });
  expect((await visitor.get('/account')).status).toBe(200);
  const [session] = (await accountAsStored(person)).sessions;
  expect(Date.now() - new Date(session?.last_seen_at ?? 0).getTime()).toBeLessThan(seenEvery * 1000);
  await letPassSince(person, { seen: 0, opened: lifetime + 1 });
  await expectNobody(visitor, person, ['/account']);
});

test('SE8, SE12: no forged, chunked, doubled, huge or broken cookie is anybody, is answered by a 500, or signs a good one out', async () => {
  const { person, cookie, visitor } = await signedIn();
  const good = cookie.value;
  const token = randomBytes(32).toString('base64url');
  const [header = '', ...rest] = good.split('.');
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { sub: token, exp: 4_102_444_800 };
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  const hmac = createHmac('sha256', TEST_ENVIRONMENT.AUTH_SECRET).update(signed).digest('base64url');
  const half = Math.floor(good.length / 2);
  const one = (value: string, name = COOKIE) => `${name}=${value}`;
  const forged: Record<string, string> = {
    'another secret': one(
      await sealed(COOKIE, { sub: token }, { secret: 'another-secret-of-more-than-32-characters' }),
    ),
    'another salt': one(await sealed(COOKIE, { sub: token }, { purpose: 'authjs.session-token' })),
    'a ticket': one(await sealed(COOKIE, { sub: token }, { purpose: 'latchkey.link-request' })),
    expired: one(await sealed(COOKIE, { sub: token }, { seconds: -60 })),
    'no session of ours': one(await sealed(COOKIE, { sub: token })),
    'no subject': one(await sealed(COOKIE, {})),
    'a subject that is no text': one(await sealed(COOKIE, { sub: 7 })),
    'a subject of SQL': one(await sealed(COOKIE, { sub: "' or 1=1 --" })),
    'a subject with NUL': one(await sealed(COOKIE, { sub: '\0' })),
    'the id of a person': one(await sealed(COOKIE, { sub: (await accountAsStored(person)).account.id })),
    'alg none': one(`${part({ alg: 'none' })}.${part(claims)}.`),
    'an encrypted one of none': one(`${part({ alg: 'none', enc: 'none' })}....`),
    'signed instead of sealed': one(`${signed}.${hmac}`),
    'another cipher': one([part({ alg: 'dir', enc: 'A256CBC-HS512' }), ...rest].join('.')),
    'another key': one([part({ alg: 'dir', enc: 'A256GCM', kid: 'x' }), ...rest].join('.')),
    'compressed, it says': one([part({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' }), ...rest].join('.')),
    cut: one(good.slice(0, -1)),
    'one letter changed': one(`${header}.${rest.join('.').replace(/[A-Y]/, 'Z')}`),
    'in chunks': `${one(good.slice(0, half), `${COOKIE}.0`)}; ${one(good.slice(half), `${COOKIE}.1`)}`,
    'a whole one as a chunk': one(good, `${COOKIE}.0`),
    'under the name of another scheme': one(good, `__Host-${COOKIE}`),
    'under the name of the library': one(good, 'authjs.session-token'),
    'in other letters': one(good, COOKIE.toUpperCase()),
    empty: one(''),
    junk: one('junk'),
    'half a percent': one('%'),
    'a broken percent': one('%E0%A4%A'),
    'quotes and commas': one('"a,b;c"'),
    '7 kB': one('x'.repeat(7_000)),
    '200 cookies': Array.from({ length: 200 }, (_, index) => one('x', `${COOKIE}.${index}`)).join('; '),
    'no name': '=x; ;; = ;',
  };
  for (const [what, header] of Object.entries(forged)) {
    for (const page of ['/account', '/account/data/download', '/welcome', '/sign-in']) {
      const answer = await fetch(ORIGIN + page, { headers: { cookie: header }, redirect: 'manual' });
      expect(answer.status, `${what}: ${page}`).toBe(page === '/sign-in' ? 200 : 307);
      expect(answer.headers.get('set-cookie'), `${what}: ${page}`).toBeNull();
      expect(await answer.text(), `${what}: ${page}`).not.toContain(person.email);
    }
  }
  await test.step('beside a good one', async () => {
    for (const junk of ['junk', 'x'.repeat(3_000), '', good.slice(0, -1)]) {
      const beside = [
        `${COOKIE}=${good}; ${COOKIE}.0=${junk}; ${COOKIE}.1=${junk}; authjs.session-token=${junk}`,
        `${COOKIE}.0=${junk}; __Secure-authjs.session-token=${junk}; ${COOKIE}=${good}`,
      ];
      for (const header of beside) {
        const answer = await fetch(`${ORIGIN}/account`, { headers: { cookie: header }, redirect: 'manual' });
        expect(answer.status).toBe(200);
        expect(answer.headers.get('set-cookie')).toBeNull();
      }
      // Of two with one name a server cannot tell which is which; over https the prefix keeps others from setting any.
      for (const doubled of [`${one(good)}; ${one(junk)}`, `${one(junk)}; ${one(good)}`]) {
        const answer = await fetch(`${ORIGIN}/account`, {
          headers: { cookie: doubled },
          redirect: 'manual',
        });
        expect([200, 307]).toContain(answer.status);
        expect(answer.headers.get('set-cookie')).toBeNull();
      }
    }
  });
  expect((await fetch(`${ORIGIN}/account`, { headers: { cookie: one('x'.repeat(40_000)) } })).status).toBe(
    431,
  );
  expect((await visitor.get('/account')).status).toBe(200);
});

test('SE16: a session in any other header than the cookie is nobody', async () => {
  const { person, cookie } = await signedIn();
  for (const authorization of [
    `Bearer ${cookie.value}`,
    `Basic ${btoa(`x:${cookie.value}`)}`,
    cookie.value,
  ]) {
    const bearer = await openVisitor(ORIGIN, {
      authorization,
      'x-session': cookie.value,
      'x-auth-token': cookie.value,
    });
    await expectNobody(bearer, person);
    const save = await bearer.submit('/account/profile', 'save', { ...person, name: 'Eve' });
    expect(save.headers['x-action-redirect']).toContain('/sign-in?notice=not-signed-in');
  }
  for (const name of ['session', 'token', 'access_token', COOKIE]) {
    const answer = await fetch(`${ORIGIN}/account?${name}=${cookie.value}`, { redirect: 'manual' });
    expect(answer.status).toBe(307);
  }
});

test('SE10, PR3: there is no endpoint of the session library, nor any other that tells of sessions', async () => {
  const { person, visitor } = await signedIn();
  const before = await accountAsStored(person);
  const data = { data: { user: { role: 'admin' }, sid: 'other' } };
  for (const path of [
    'session',
    'providers',
    'csrf',
    'signin',
    'signout',
    'callback/session',
    'webauthn-options',
    'error',
  ]) {
    for (const prefix of ['/api/auth', '/auth', '/api/session']) {
      const get = await visitor.get(`${prefix}/${path}`);
      expect(get.status, path).toBe(404);
      expect(get.text).not.toMatch(/next-auth|authjs|credentials|\d+\.\d+\.\d+/i);
      expect(get.text).not.toContain(person.email);
    }
    const post = await visitor.http.post(`/api/auth/${path}`, { data });
    expect(post.status(), path).toBeGreaterThanOrEqual(400);
    expect(post.status(), path).toBeLessThan(500);
    const form = await visitor.http.post(`/api/auth/${path}`, { multipart: { role: 'admin', sid: 'other' } });
    expect(form.status(), path).toBeGreaterThanOrEqual(400);
    expect(form.status(), path).toBeLessThan(500);
    expect(form.headers()['set-cookie']).toBeUndefined();
  }
  expect(await accountAsStored(person)).toEqual(before);
});

test('SE11: what was planted before signing in is worth nothing afterwards, to nobody', async () => {
  const [attacker, person] = [await signedIn(), somebody()];
  await insertAccount(person);
  const stranger = await openVisitor(ORIGIN);
  await (await stranger.form('/sign-in', 'Email me a link'))({ identifier: somebody().email });
  const planted = (await stranger.cookies()).map(({ name, value }) => ({ name, value }));
  expect(planted.map(({ name }) => name)).toContain('latchkey.browser');

  const victim = await openVisitor(ORIGIN, {}, [...planted, attacker.cookie]);
  await victim.submit('/sign-in', 'emailMeALink', { identifier: person.email });
  const { pathname, search } = new URL((await inbox.latest(person.email)).link);
  const openLink = await victim.form(pathname + search, 'Continue');
  expect((await openLink()).headers.location).toBe('/account');
  const held = Object.fromEntries((await victim.cookies()).map(({ name, value }) => [name, value]));
  expect(held[COOKIE]).not.toBe(attacker.cookie.value);
  expect((await victim.get('/account/profile')).text).toContain(person.email);
  // Signing in has ended the session that was planted, and what the planter holds is not signed in.
  await expectNobody(attacker.visitor, attacker.person, ['/account']);
  await expectNobody(stranger, person, ['/account']);
  const status = await stranger.get('/sign-in/check-email/status?mail');
  expect(JSON.parse(status.text)).toEqual({ signedIn: false, mailFailed: false });
});

test('SE19: mail confirms nothing for whoever owns a passkey, however it is asked', async () => {
  const { person, visitor } = await signedIn();
  await insertPasskeys(person, 1);
  const before = await accountAsStored(person);
  const [id = ''] = before.credentials.map((credential) => credential.id);
  const free = somebody();
  const attempts: [string, string, Record<string, string>][] = [
    ['/account/passkeys', 'beginPasskey', { kind: '' }],
    ['/account/passkeys', 'deletePasskey', { id }],
    ['/account/profile', 'changeEmail', { email: free.email }],
    ['/account/security', 'createCodes', {}],
    ['/account/sessions', 'endOthers', {}],
    ['/account/data', 'deleteMyAccount', { confirmation: person.username }],
  ];
  for (const [page, action, fields] of attempts) {
    for (const answer of [
      {},
      { mail: 'yes' },
      { request: 'A'.repeat(22), code: '0000-0000' },
      { by: 'email', mail: '' },
    ]) {
      const prefixed = Object.fromEntries(
        Object.entries(answer).map(([name, value]) => [`stepUp.${name}`, value]),
      );
      const asked = await visitor.submit(page, action, { ...fields, ...prefixed });
      expect(asked.status, action).toBe(403);
      expect(resultOf(asked).stepUp, action).toMatchObject({ by: 'passkey', request: null });
    }
  }
  expect(await accountAsStored(person)).toEqual(before);
  expect(await inbox.all(person.email)).toEqual([]);
});

test('SE20: a step-up gives the session a new token, and the old one is dead on every page', async () => {
  const { person, cookie, visitor } = await signedIn();
  await ageAuthentication(person);
  const asked = await visitor.submit('/account/security', 'createCodes', { 'stepUp.mail': 'yes' });
  const { request } = resultOf(asked).stepUp;
  const { code } = await inbox.latest(person.email);
  const copy = await openVisitor(ORIGIN, {}, [cookie]);
  expect((await copy.get('/account')).status).toBe(200);
  const done = await visitor.submit('/account/security', 'createCodes', {
    'stepUp.request': request,
    'stepUp.code': code,
  });
  expect(resultOf(done).done.value).toHaveLength(policy.recovery.codes);
  const held = (await visitor.cookies()).find(({ name }) => name === COOKIE)?.value;
  expect(held).not.toBe(cookie.value);
  expect((await visitor.get('/account')).status).toBe(200);
  await expectNobody(copy, person);
  expect(await countSessions(person)).toBe(1);
});

/** Somebody with an account, signed in. */
async function signedIn() {
  const person = somebody();
  await insertAccount(person);
  const cookie = await newSession(person, 'Chrome on macOS');
  return { person, cookie, visitor: await openVisitor(ORIGIN, {}, [cookie]) };
}

/** No page tells who this is, and each leads to sign in. */
async function expectNobody(visitor: HttpVisitor, person: Person, pages = PAGES) {
  for (const page of pages) {
    for (const headers of WAYS) {
      const way = `${page} ${JSON.stringify(headers)}`;
      // Flight data may hold the redirect instead of being one; a prefetched tree holds nothing of a page.
      const answer = await visitor.http.get(page, { headers, maxRedirects: headers.rsc ? 5 : 0 });
      const text = await answer.text();
      if (!headers.rsc) expect(answer.headers().location, way).toContain('/sign-in');
      for (const told of [person.email, person.name, person.username]) expect(text, way).not.toContain(told);
    }
  }
}

import { type APIRequestContext, request as http } from '@playwright/test';
import { countSessions, insertAccount, insertPasskeys, newSession } from '../accounts';
import { accountActions, buildActions, turnedAway } from '../build-actions';
import { clientAddress, expect, test } from '../fixtures';
import { interceptRedemption } from '../replay';
import { type Person, somebody } from '../steps';
import { accountAsStored } from './stored';

const EVIL = 'https://evil.example';

/** Requests of other sites, or of nobody in particular, by the id of the row that tells of them. */
const senders = (own: string): [row: string, what: string, headers: Record<string, string>][] => [
  ['CR1', 'another site', { origin: EVIL }],
  ['CR1', 'another site of the same host', { origin: own.replace(/:\d+$/, ':1') }],
  ['CR1', 'a site whose name begins with ours', { origin: `${own}.evil.example` }],
  ['CR1', 'our name over https', { origin: own.replace('http:', 'https:') }],
  ['CR1', 'our origin, oddly written', { origin: `${own}/` }],
  ['CR1', 'two origins', { origin: `${own}, ${EVIL}` }],
  ['CR2', 'a sandboxed frame', { origin: 'null' }],
  ['CR3', 'no origin', {}],
  ['CR3', 'no origin, across sites', { 'sec-fetch-site': 'cross-site' }],
  ['CR3', 'our origin, across sites', { origin: own, 'sec-fetch-site': 'cross-site' }],
  ['CR3', 'our origin, from a sibling', { origin: own, 'sec-fetch-site': 'same-site' }],
  ['CR4', 'another site, forwarded', { origin: EVIL, 'x-forwarded-host': new URL(EVIL).host }],
  ['CR4', 'another site, its host', { origin: EVIL, host: new URL(EVIL).host }],
  ['CR4', 'our origin, forwarded for another', { origin: own, 'x-forwarded-host': 'evil.example' }],
];

for (const row of [
  'CR1: from another origin',
  'CR2: from an opaque origin',
  'CR3: without an origin, or across sites',
  'CR4: with a forged host',
]) {
  test(`${row} no action takes a request, whoever is signed in`, async ({ appUrl }) => {
    const { person, visitor } = await signedIn(appUrl);
    const before = await accountAsStored(person);
    for (const [id, sender, headers] of senders(appUrl)) {
      if (!row.startsWith(`${id}:`)) continue;
      for (const action of buildActions()) {
        for (const sent of [called(action.id), asForm(action.id)]) {
          const answer = await visitor.post(action.page, {
            data: sent.data,
            headers: { ...headers, ...sent.headers },
          });
          const what = `${action.name}, ${sender}`;
          expect(answer.status(), what).toBe(403);
          expect(await answer.text(), what).toBe('This request came from another site.');
          expect(answer.headers()['set-cookie'], what).toBeUndefined();
        }
      }
    }
    expect(await accountAsStored(person)).toEqual(before);
    await visitor.dispose();
  });
}

test('CR5: an action takes the two kinds of body that our pages send, and no other', async ({ appUrl }) => {
  const { person, visitor } = await signedIn(appUrl);
  const before = await accountAsStored(person);
  const types = [
    'application/json',
    'application/x-www-form-urlencoded',
    'text/plain',
    'text/plain; charset=utf-16',
    'text/html',
    'multipart/mixed; boundary=x',
    'multipart/form-data-x; boundary=x',
    '',
  ];
  for (const { id, name, page } of buildActions()) {
    for (const type of types) {
      const headers = { origin: appUrl, 'content-type': type, 'next-action': id };
      const answer = await visitor.post(page, { data: Buffer.from('[]'), headers });
      expect([400, 415], `${name}, ${type}`).toContain(answer.status());
    }
    const plain = { origin: appUrl, 'content-type': 'text/plain;charset=UTF-8' };
    expect((await visitor.post(page, { data: '[]', headers: plain })).status(), name).toBe(415);
  }
  expect(await accountAsStored(person)).toEqual(before);
  await visitor.dispose();
});

test('CR7: another site can neither sign a browser in nor use the link that it asked for', async ({
  page,
  appUrl,
}) => {
  const { person, redemption } = await interceptRedemption(page);
  const { origin: _, 'sec-fetch-site': __, ...rest } = await redemption.allHeaders();
  const before = await accountAsStored(person);
  for (const [, sender, headers] of senders(appUrl)) {
    const answer = await page.request.post(redemption.url(), {
      headers: { ...rest, ...headers },
      data: redemption.postDataBuffer() ?? '',
      maxRedirects: 0,
    });
    expect(answer.status(), sender).toBe(403);
    expect(answer.headers()['set-cookie'], sender).toBeUndefined();
  }
  expect(await accountAsStored(person)).toEqual(before);

  const own = { ...rest, origin: appUrl, 'sec-fetch-site': 'same-origin' };
  const data = redemption.postDataBuffer() ?? '';
  await page.request.post(redemption.url(), { headers: own, data, maxRedirects: 0 });
  expect(await countSessions(person)).toBe(1);
});

test('CR12: nobody who is signed out reaches anything by calling the actions of others', async ({
  appUrl,
}) => {
  const visitor = await http.newContext({
    baseURL: appUrl,
    extraHTTPHeaders: clientAddress(),
    maxRedirects: 0,
  });
  const actions = accountActions();
  expect(actions.length).toBeGreaterThan(15);
  for (const { id, name, page } of actions) {
    const sent = called(id);
    const answer = await visitor.post(page, {
      data: sent.data,
      headers: { origin: appUrl, ...sent.headers },
    });
    expect(turnedAway(answer), `${name}: ${answer.status()}`).toBe(true);
    expect(answer.headers()['set-cookie'] ?? '', name).not.toContain('session=');
  }
  await visitor.dispose();
});

test('other sites may lead people here, and look up what is meant for all, but neither load nor frame a page', async ({
  appUrl,
}) => {
  const { visitor } = await signedIn(appUrl);
  const visit = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
  const frame = { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
  const load = { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' };
  for (const site of ['cross-site', 'same-site']) {
    const ask = async (path: string, headers: Record<string, string>) =>
      (await visitor.get(path, { headers: { 'sec-fetch-site': site, ...headers } })).status();
    for (const path of [
      '/account',
      '/account/data/download',
      '/sign-in/check-email/status',
      '/sign-in/passkey-options',
      '/register',
    ]) {
      expect(await ask(path, visit), path).not.toBe(403);
      expect(await ask(path, frame), path).toBe(403);
      expect(await ask(path, load), path).toBe(403);
    }
    for (const path of ['/.well-known/webauthn', '/icon.svg', '/api/health', '/robots.txt']) {
      expect(await ask(path, load), path).toBe(200);
    }
  }
  await visitor.dispose();
});

test('what the middleware leaves out refuses other sites by itself, in every spelling and by every method', async ({
  appUrl,
}) => {
  const visitor = await http.newContext({ baseURL: appUrl, maxRedirects: 0 });
  const foreign = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' };
  for (const path of ['/sign-in/passkey-options', '/sign-in/check-email/status']) {
    const spellings = [
      path,
      `${path}?mail`,
      `${path}/`,
      `${path}.rsc`,
      path.replace('sign-in', '%73ign-in'),
      `${path}%3f`,
      `/_next/data/build${path}.json`,
      `/_next/static/..${path}`,
    ];
    for (const spelling of spellings) {
      for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        for (const headers of [foreign, { ...foreign, rsc: '1' }]) {
          const answer = await visitor.fetch(spelling, { method, headers });
          const what = `${method} ${spelling}`;
          expect([204, 307, 308, 400, 403, 404, 405], what).toContain(answer.status());
          expect(answer.headers()['set-cookie'], what).toBeUndefined();
          expect(await answer.text(), what).not.toMatch(/challenge|signedIn/);
        }
      }
    }
  }
  await visitor.dispose();
});

/** As a page's script calls an action, with arguments that would do no harm. */
function called(id: string) {
  return {
    data: '["x"]',
    headers: { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8' },
  };
}

/** As a browser without JavaScript sends a form. */
function asForm(id: string) {
  const boundary = 'x';
  const data = `--${boundary}\r\nContent-Disposition: form-data; name="$ACTION_ID_${id}"\r\n\r\n\r\n--${boundary}--\r\n`;
  return { data, headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } };
}

/** Somebody with passkeys and a session, who sends whatever is asked for. */
async function signedIn(baseURL: string): Promise<{ person: Person; visitor: APIRequestContext }> {
  const person = somebody();
  await insertAccount(person);
  await insertPasskeys(person, 2);
  const { name, value } = await newSession(person, 'Chrome on Windows');
  const visitor = await http.newContext({
    baseURL,
    extraHTTPHeaders: { ...clientAddress(), cookie: `${name}=${value}` },
    maxRedirects: 0,
  });
  expect((await visitor.get('/account')).status()).toBe(200);
  return { person, visitor };
}

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { request as http } from '@playwright/test';
import { insertAccount, newSession } from '../accounts';
import { accountActions, buildActions, turnedAway } from '../build-actions';
import { expect, test } from '../fixtures';
import { documentedVariables, startStandalone } from '../standalone';
import { somebody } from '../steps';
import { accountPages } from './account-pages';
import { ask } from './raw-request';
import { accountAsStored } from './stored';

test('CR10: no spelling of an address leads past the question who is there', async ({ appUrl }) => {
  const disguises: Record<string, string>[] = [
    {},
    { rsc: '1' },
    { rsc: '1', 'next-router-prefetch': '1' },
    { rsc: '1', 'next-router-segment-prefetch': '/_tree' },
    { purpose: 'prefetch' },
    { 'x-middleware-subrequest': 'middleware:middleware:middleware:middleware:middleware' },
    { 'x-middleware-subrequest': 'src/middleware' },
    { 'x-middleware-next': '1' },
    { 'x-middleware-prefetch': '1' },
    { 'x-middleware-invoke': '1' },
    { 'x-nextjs-data': '1' },
    { 'x-matched-path': '/account' },
    { 'x-invoke-path': '/account' },
    { 'x-rewrite-url': '/account' },
    { 'x-original-url': '/account' },
    { authorization: 'Bearer x' },
  ];
  for (const page of accountPages) {
    const spellings = [
      page,
      `${page}?_rsc=1`,
      `${page}.rsc`,
      `${page}.segments/_tree.segment.rsc`,
      `${page}/index`,
      `/.${page}`,
      `/x/..${page}`,
      `/_next/..${page}`,
      `/_next/static/..${page}`,
      `/_next/data/build${page}.json`,
      page.replace('account', '%61ccount'),
      page.replace('account', 'ACCOUNT'),
      page.replace('/account', '/account;x'),
      page.replace('/account', '%2faccount'),
      `/en${page}`,
    ];
    for (const spelling of spellings) {
      for (const headers of page === '/account/passkeys' ? disguises : [{}]) {
        const { status, body } = await ask(appUrl, `GET ${spelling}`, headers);
        const what = `${spelling} ${JSON.stringify(headers)}`;
        expect([200, 307, 308, 400, 404], what).toContain(status);
        expect(body, what).not.toMatch(/Sign out|Passkeys<|Your account|username/);
      }
    }
  }
});

test('CR11: without the middleware nobody gets further', async () => {
  const server = await startStandalone(documentedVariables(), withoutMiddleware);
  try {
    const person = somebody();
    await insertAccount(person);
    const { name, value } = await newSession(person, 'Chrome on Windows');
    const cookie = `${name}=${value}`;
    const [stranger, owner] = await Promise.all([
      http.newContext({ baseURL: server.url, maxRedirects: 0 }),
      http.newContext({ baseURL: server.url, maxRedirects: 0, extraHTTPHeaders: { cookie } }),
    ]);
    const policy = (await owner.get('/sign-in')).headers()['content-security-policy'];
    expect(policy, 'the middleware is gone').not.toContain('nonce-');
    for (const page of accountPages) {
      const answer = await stranger.get(page);
      expect(await answer.text(), page).not.toMatch(/Sign out|username/);
      expect(answer.headers().location ?? (await answer.text()), page).toContain('/sign-in');
      expect((await owner.get(page)).status(), page).toBe(200);
    }

    const before = await accountAsStored(person);
    for (const { id, name: action, page } of buildActions()) {
      const foreign: Record<string, string>[] = [{ origin: 'https://evil.example' }, { origin: 'null' }, {}];
      for (const headers of foreign) {
        const answer = await owner.post(page, { data: '["x"]', headers: { ...call(id), ...headers } });
        expect(answer.status(), action).toBeGreaterThanOrEqual(400);
        expect(answer.headers()['set-cookie'] ?? '', action).not.toContain('session=');
      }
    }
    for (const { id, name: action, page } of accountActions()) {
      const headers = { ...call(id), origin: server.url };
      const answer = await stranger.post(page, { data: '["x"]', headers });
      expect(turnedAway(answer), `${action}: ${answer.status()}`).toBe(true);
    }
    expect(await accountAsStored(person)).toEqual(before);
  } finally {
    await server.remove();
  }
});

function call(id: string) {
  return { 'next-action': id, 'content-type': 'text/plain;charset=UTF-8' };
}

async function withoutMiddleware(folder: string): Promise<void> {
  const file = join(folder, '.next/server/middleware-manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...manifest, middleware: {}, sortedMiddleware: [] }));
}

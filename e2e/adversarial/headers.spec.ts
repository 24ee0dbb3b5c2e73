import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, test } from '../fixtures';
import { ask } from './raw-request';

const LOCKED = "default-src 'none'; frame-ancestors 'none'";

/** One request of every class of answer that this server can give: its status, and whether it is a page. */
const CLASSES: [request: string, status: number, headers?: Record<string, string>][] = [
  ['GET /', 200],
  ['GET /sign-in', 200],
  ['HEAD /sign-in', 200],
  ['GET /sign-in', 200, { purpose: 'prefetch', 'next-router-prefetch': '1' }],
  ['GET /sign-in', 200, { 'x-middleware-subrequest': 'middleware' }],
  ['GET /nowhere', 404],
  ['GET /nowhere', 404, { rsc: '1', 'next-router-state-tree': 'junk' }],
  ['GET /%', 404],
  ['GET /%00', 404],
  ['GET /..%2faccount', 404],
  ['GET /sign-in/link?token=x', 404],
  ['GET /not-me?token=x', 404],
  ['GET /_global-error', 404],
  ['GET /_global-error', 404, { 'x-forwarded-proto': 'https' }],
  ['GET /account/data/download', 307, { 'x-middleware-prefetch': '1' }],
  ['GET foo://bar', 200],
  ['GET /_not-found', 404],
  ['GET /_error', 404],
  ['GET /500', 404],
  ['GET /api/auth/session', 404],
  ['GET /_next/data/x/index.json', 404],
  ['GET /_next/static/../sign-in', 404],
  ['GET /_next/static/../sign-in.js', 404],
  ['GET /_next/static/%2e%2e/sign-in.css', 404],
  ['GET /_next/static/nothing', 404],
  ['GET /_next/static/', 308],
  ['GET /_next/image?url=%2Ficon.svg&w=64&q=75', 404],
  ['GET /account', 307],
  ['GET /account/data/download', 307],
  ['GET //', 308],
  ['GET /sign-in/', 308],
  ['GET //evil.example/%2e%2e', 308],
  ['GET /\\evil.example', 308],
  ['GET http://evil.example/register', 200],
  ['GET http://evil.example//register', 308],
  ['GET *', 404],
  ['OPTIONS *', 404],
  ['OPTIONS /sign-in', 400],
  ['TRACE /', 405],
  ['PUT /', 405],
  ['DELETE /account', 405],
  ['POST /', 403],
];

test('CR13: every class of answer carries the headers that keep a browser in line', async ({ appUrl }) => {
  for (const [request, status, headers] of CLASSES) {
    const answer = await ask(appUrl, request, headers);
    const what = `${request} ${JSON.stringify(headers ?? {})}`;
    expect(answer.status, what).toBe(status);
    expect(answer.headers, what).toMatchObject({
      'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
      'x-content-type-options': 'nosniff',
      'referrer-policy': expect.stringMatching(/^strict-origin(-when-cross-origin)?$/),
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy': expect.stringContaining('publickey-credentials-get=(self)'),
    });
    expect(answer.headers['x-powered-by'], what).toBeUndefined();
    expect(answer.headers.location ?? '/', what).toMatch(/^\/(?![/\\])/);

    const { 'content-security-policy': policy = '', 'content-type': type = '' } = answer.headers;
    if (type.startsWith('text/html')) {
      const [, nonce] = /script-src 'nonce-([\w+/]{22}==)' 'strict-dynamic';/.exec(policy) ?? [];
      const scripts = answer.body.match(/<script[^>]*>/g) ?? [];
      expect(
        scripts.filter((script) => !script.includes(`nonce="${nonce}"`)),
        what,
      ).toEqual([]);
      expect(policy, what).not.toContain('unsafe-');
      expect(answer.body, what).not.toMatch(/ style="/);
      expect(answer.headers['cache-control'], what).toContain('no-store');
    } else {
      expect(policy, what).toMatch(/^default-src 'none';.* frame-ancestors 'none'/);
    }
  }
});

test('CR13: a file of the build carries what a file needs, and where there is none, plain text does', async ({
  appUrl,
}) => {
  const { body } = await ask(appUrl, 'GET /sign-in');
  const files = body.match(/\/_next\/static\/[^"\\]+\.(?:js|css)/g) ?? [];
  expect(files.some((file) => file.endsWith('.css'))).toBe(true);
  for (const file of [...new Set(files), '/_next/static/nothing.js', '/_next/static/nothing.css']) {
    const { status, headers } = await ask(appUrl, `GET ${file}`, { rsc: '1', accept: 'text/html' });
    expect(status, file).toBe(file.includes('nothing') ? 404 : 200);
    expect(headers['content-type'], file).toMatch(/^(application\/javascript|text\/css|text\/plain);/);
    expect(headers, file).toMatchObject({
      'strict-transport-security': 'max-age=63072000; includeSubDomains; preload',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers, file).not.toHaveProperty('content-security-policy');
    expect(headers, file).not.toHaveProperty('set-cookie');
  }
});

test('CR13: a handler is no page, and has the policy that allows nothing', async ({ appUrl }) => {
  const handlers = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?:^|\/)route\.tsx?$/.test(file))
    .map((file) => `/${dirname(file)}`);
  const files = ['/favicon.ico', '/icon.svg', '/apple-icon.png', '/manifest.webmanifest', '/robots.txt'];
  for (const path of [...handlers, ...files]) {
    const { headers } = await ask(appUrl, `GET ${path}`);
    expect(headers['content-security-policy'], path).toBe(LOCKED);
    expect(headers['content-type'] ?? '', path).not.toContain('html');
  }
});

test('CR15: nothing that may be kept by a cache sets a cookie, and pages differ from their data by address', async ({
  appUrl,
  request,
}) => {
  for (const [what, , headers] of CLASSES) {
    const answer = await ask(appUrl, what, headers);
    const cached = /public|s-maxage|max-age=[1-9]/.test(answer.headers['cache-control'] ?? '');
    expect(cached && answer.headers['set-cookie'] !== undefined, what).toBe(false);
  }
  const page = await request.get('/sign-in');
  const data = await request.get('/sign-in', { headers: { rsc: '1' } });
  expect(page.headers()['content-type']).toContain('text/html');
  expect(data.headers()['content-type']).toContain('text/x-component');
  expect(data.url()).toContain('?_rsc');
  for (const answer of [page, data]) {
    expect(answer.headers()['cache-control']).toContain('no-store');
    expect(answer.headers().vary).toContain('rsc');
  }
});

test('CR16: no other origin is ever allowed to read an answer', async ({ appUrl }) => {
  for (const [what] of CLASSES) {
    for (const origin of ['https://evil.example', 'null', appUrl]) {
      const { headers } = await ask(appUrl, what, { origin, 'access-control-request-method': 'POST' });
      const allowing = Object.keys(headers).filter((name) => name.startsWith('access-control-'));
      expect(allowing, what).toEqual([]);
    }
  }
});

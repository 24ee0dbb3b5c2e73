import { NextRequest } from 'next/server';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import middleware from './middleware';

const origin = 'https://accounts.example.com';
const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

describe('on Vercel, a page opened at another of the deployment’s hosts', () => {
  beforeEach(() => Object.assign(process.env, { VERCEL: '1', VERCEL_ENV: 'production', APP_URL: origin }));

  test.each(['/', '/sign-in?to=%2Faccount', '/account/passkeys', '/sign-in/link?token=a.b', '/robots.txt'])(
    'is told to be at the configured one: %s',
    async (path) => {
      for (const method of ['GET', 'HEAD']) {
        const answer = await ask(path, { method });
        expect(answer.status).toBe(307);
        expect(answer.headers.get('location')).toBe(`${origin}${path}`);
      }
    },
  );

  test.each([
    '//evil.example',
    '//evil.example/x?y',
    '/%2F%2Fevil.example',
    '/\\evil.example',
    '/@evil.example',
  ])('never leads to where the request says: %s', async (path) => {
    const answer = await ask(path, { headers: { 'x-forwarded-host': 'evil.example' } });
    expect(answer.status).toBe(307);
    expect(new URL(answer.headers.get('location') ?? '').origin).toBe(origin);
  });

  test('is told the branch’s own host in a preview', async () => {
    Object.assign(process.env, { VERCEL_ENV: 'preview', VERCEL_BRANCH_URL: 'x-git-y.vercel.app' });
    expect((await ask('/register')).headers.get('location')).toBe('https://x-git-y.vercel.app/register');
  });

  test.each(['/api/health', '/api/cron/recovery', '/.well-known/webauthn'])(
    'is served where a machine asks: %s',
    async (path) => {
      expect((await ask(path)).status).toBe(200);
    },
  );

  test('is served at the configured host', async () => {
    expect((await ask('/sign-in', { headers: { host: 'accounts.example.com' } })).status).toBe(200);
  });

  test('still takes no form', async () => {
    expect(
      (await ask('/sign-in', { method: 'POST', headers: { origin: 'https://other.example' } })).status,
    ).toBe(403);
  });
});

test('anywhere else no host is corrected: a proxy may keep it to itself', async () => {
  Object.assign(process.env, { VERCEL: '', APP_URL: origin });
  expect((await ask('/sign-in')).status).toBe(200);
});

function ask(path: string, { headers, ...init }: { method?: string; headers?: Record<string, string> } = {}) {
  const host = 'x-abc123.vercel.app';
  return middleware(new NextRequest(`https://${host}${path}`, { ...init, headers: { host, ...headers } }));
}

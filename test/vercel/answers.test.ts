import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { startInbox } from '../inbox';
import { openScriptlessBrowser } from '../scriptless-browser';
import { startUpstashBridge } from '../upstash-bridge';
import { startDeployment } from './deployment';
import { ORIGIN, PRODUCTION } from './environment';

let inbox: Awaited<ReturnType<typeof startInbox>>;
let bridge: Awaited<ReturnType<typeof startUpstashBridge>>;
let deployment: Awaited<ReturnType<typeof startDeployment>>;
let env: Record<string, string>;
let browser: ReturnType<typeof openScriptlessBrowser>;

beforeAll(async () => {
  inbox = await startInbox();
  bridge = await startUpstashBridge({ redisPort: inject('redisPort'), token: 'a-token-for-tests' });
  const { RESEND_API_KEY: _, ...shared } = PRODUCTION;
  env = {
    ...shared,
    SMTP_URL: inbox.smtpUrl,
    POSTGRES_URL: inject('databaseUrl'),
    KV_REST_API_URL: bridge.url,
    KV_REST_API_TOKEN: 'a-token-for-tests',
  };
  deployment = await startDeployment(inject('buildOutput'), env);
});
afterAll(async () => {
  await deployment.stop();
  await bridge.stop();
  await inbox.close();
});
beforeEach(() => {
  browser = openScriptlessBrowser(deployment.url, ORIGIN);
});

test('a page is answered with its policy and the headers of every answer', async () => {
  const { status, headers, html } = await browser.open('/sign-in');
  expect(status).toBe(200);
  expect(html).toContain('Sign in with a passkey');
  const nonce = /'nonce-([^']+)'/.exec(headers.get('content-security-policy') ?? '')?.[1];
  expect(html).toContain(`nonce="${nonce}"`);
  expect(headers.get('strict-transport-security')).toContain('max-age=');
});

test('a person registers by the mailed link, without JavaScript, and is signed in', async () => {
  const username = `u${randomUUID().slice(0, 8)}`;
  const email = `${username}@example.com`;
  const form = await browser.open('/register');
  const waiting = await browser.submit(form, 'Create account', { name: 'Ada', username, email });
  expect(waiting.html).toContain('Check your email');

  const mail = await vi.waitUntil(async () => (await inbox.mailsTo(email))[0], { timeout: 15_000 });
  const link = new URL(/https:\S+\/sign-in\/link\?\S+/.exec(mail.text)?.[0] ?? '');
  expect(link.origin).toBe(ORIGIN);
  const welcome = await browser.submit(await browser.open(link.pathname + link.search), 'Continue');
  expect(welcome.path).toBe('/welcome');
  expect((await browser.open('/account')).html).toContain('Your account');
});

test('an instance that has just started sets statuses as any other', async () => {
  for (let round = 0; round < 3; round += 1) {
    await deployment.sleep();
    expect((await browser.open('/sign-in/link?token=nonsense')).status).toBe(404);
  }
});

test('what comes from another site is refused', async () => {
  const form = await browser.open('/sign-in');
  const answer = await browser.submit(
    form,
    'Email me a link',
    { identifier: 'ada' },
    'https://elsewhere.example',
  );
  expect(answer.status).toBe(403);
});

test('the address of the deployment itself leads to the one that people use', async () => {
  const elsewhere = openScriptlessBrowser(deployment.url, `https://${PRODUCTION.VERCEL_URL}`);
  await expect(elsewhere.open('/sign-in')).rejects.toThrow(ORIGIN);
});

test('health is answered for this instance and its services', async () => {
  const answer = await browser.open('/api/health');
  expect([answer.status, JSON.parse(answer.html)]).toMatchObject([200, { status: 'ok' }]);
});

test('an address that is none is a 404 with words', async () => {
  const { status, html } = await browser.open('/nowhere');
  expect(status).toBe(404);
  expect(html).toContain('<h1');
});

test.each(['purge', 'recovery'])('the cron %s is answered with the secret alone', async (name) => {
  const path = `/api/cron/${name}`;
  expect((await browser.open(path)).status).toBe(401);
  const authorization = `Bearer ${PRODUCTION.CRON_SECRET}`;
  expect((await fetch(new URL(path, deployment.url), { headers: { authorization } })).status).toBe(200);
});

test('while the database is down, answers are a 503 with words', async () => {
  const lame = await startDeployment(inject('buildOutput'), {
    ...env,
    POSTGRES_URL: 'postgres://postgres@127.0.0.1:9/nowhere',
  });
  try {
    const visitor = openScriptlessBrowser(lame.url, ORIGIN);
    const form = await visitor.open('/sign-in');
    const answer = await visitor.submit(form, 'Email me a link', { identifier: 'ada@example.com' });
    expect(answer.status).toBe(503);
    expect(answer.html).toContain('is not answering');
  } finally {
    await lame.stop();
  }
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { text } from 'node:stream/consumers';
import { TEST_ENVIRONMENT } from '../test/environment';
import { freePort } from '../test/free-port';
import { startApplication } from './application';
import { expect, test } from './fixtures';

const services = () => ({
  DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
  SMTP_URL: process.env.E2E_SMTP_URL ?? '',
});

test('IF16: a server with nothing configured ends before its first request, and says all that is missing', async () => {
  const { status, output } = await startInVain({
    ...Object.fromEntries(Object.keys(TEST_ENVIRONMENT).map((name) => [name, ''])),
    ...{ APP_URL: '', DATABASE_URL: '', SMTP_URL: '' },
  });
  expect(status).toBe(1);
  for (const name of ['APP_URL', 'AUTH_SECRET', 'DATABASE_URL', 'MAIL_FROM']) {
    expect(output).toContain(`  - ${name} is missing. `);
  }
  expect(output).toContain('  - No way to send mail. Set RESEND_API_KEY or SMTP_URL.');
});

const UNFIT: [string, string, string?][] = [
  ['APP_URL', '', 'APP_URL is missing'],
  ['APP_URL', 'accounts.example.com'],
  ['APP_URL', 'http://accounts.example.com'],
  ['APP_URL', 'https://192.0.2.1'],
  ['AUTH_SECRET', ''],
  ['AUTH_SECRET', 'hunter2'],
  ['AUTH_SECRET', 'hunter2'.repeat(6)],
  ['AUTH_SECRET_PREVIOUS', TEST_ENVIRONMENT.AUTH_SECRET],
  ['DATABASE_URL', '', 'DATABASE_URL is missing'],
  ['DATABASE_URL', 'mysql://user:hunter2@host/name'],
  ['DATABASE_URL_UNPOOLED', 'host/name'],
  ['SMTP_URL', '', 'No way to send mail'],
  ['SMTP_URL', 'user:hunter2@host:587'],
  ['RESEND_API_KEY', 're_hunter2'],
  ['MAIL_FROM', ''],
  ['MAIL_FROM', 'Latchkey'],
  ['RP_ID', 'other.example'],
  ['RP_ID', 'com'],
  ['UPSTASH_REDIS_REST_URL', 'https://name.upstash.io'],
  ['KV_REST_API_TOKEN', 'hunter2'],
  ['CRON_SECRET', 'hunter2'],
  ['TRUSTED_PROXY_HOPS', 'all'],
  ['RELATED_ORIGINS', 'http://example.de'],
  ['SECURITY_CONTACT', 'somebody'],
  ['LOG_LEVEL', 'loud'],
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector'],
];

for (const [name, value, says = name] of UNFIT) {
  test(`a server with ${name}=${value.slice(0, 40)} does not start`, async () => {
    const { status, output } = await startInVain({ [name]: value });
    expect(status).toBe(1);
    expect(output).toContain(
      'The configuration is not fit to serve. .env.local.example explains each variable.',
    );
    expect(output).toContain(says);
    expect(output).not.toContain('hunter2');
  });
}

test('a server tells its configuration and its health when it starts, and no secret', async () => {
  const port = await freePort();
  const server = start({ APP_URL: `http://localhost:${port}`, RESEND_API_KEY: '' }, port);
  let output = '';
  server.stdout.on('data', (chunk) => {
    output += chunk;
  });
  try {
    await expect.poll(() => output).toContain('"check":"mail"');
  } finally {
    server.kill('SIGKILL');
  }
  const lines = output
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line));
  expect(lines.find(({ event }) => event === 'server.configured')).toMatchObject({
    appName: 'Latchkey',
    origin: `http://localhost:${port}`,
    rpId: 'localhost',
    store: 'postgres',
    mail: 'smtp',
    trustedProxies: 0,
    preview: 'no',
  });
  const checks = lines.filter(({ event }) => event === 'server.checked');
  expect(checks.map(({ check }) => check)).toEqual([
    ...['node', 'secret', 'origin', 'rpId', 'cookies', 'proxies', 'database', 'migrations', 'clock', 'store'],
    'mail',
  ]);
  expect(checks.map(({ outcome }) => outcome)).toEqual(checks.map(() => 'ok'));
  expect(output).not.toContain(TEST_ENVIRONMENT.AUTH_SECRET);
});

test('a load balancer is told whether a server can serve', async ({ request }) => {
  const answer = await request.get('/api/health');
  expect(answer.status()).toBe(200);
  expect(answer.headers()['cache-control']).toBe('no-store');
  expect(await answer.json()).toMatchObject({ status: 'ok', checks: { database: 'ok', store: 'ok' } });
  const head = await request.head('/api/health');
  expect(head.status()).toBe(200);
  expect(await head.text()).toBe('');
  expect((await request.post('/api/health', { data: '' })).status()).toBeGreaterThanOrEqual(400);
});

test('a preview says that its passkeys are its own, and leads to its host from any other', async () => {
  const host = 'latchkey-git-x.vercel.app';
  const preview = {
    VERCEL: '1',
    VERCEL_ENV: 'preview',
    VERCEL_TARGET_ENV: 'preview',
    VERCEL_BRANCH_URL: host,
  };
  const application = await startApplication({ ...services(), ...preview });
  try {
    for (const path of ['/sign-in', '/register']) {
      const page = await get(application.url + path, host);
      expect(page.status).toBe(200);
      expect(page.body).toContain('Passkeys made here are separate from production’s');
      const elsewhere = await get(application.url + path, 'latchkey-abc123.vercel.app');
      expect(elsewhere.status).toBe(307);
      expect(elsewhere.location).toBe(`https://${host}${path}`);
    }
    expect((await get(`${application.url}/api/health`, 'latchkey-abc123.vercel.app')).status).toBe(200);
  } finally {
    application.stop();
  }
});

test('what is no preview says nothing of the kind', async ({ page }) => {
  for (const path of ['/sign-in', '/register']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await expect(page.getByText('preview')).toHaveCount(0);
  }
});

/** Starts the production build where it should not start; answers how it ended, and all it said. Nobody asks it anything. */
async function startInVain(variables: Record<string, string>) {
  const server = start({ APP_URL: 'http://localhost:3000', ...variables }, await freePort());
  const exited = once(server, 'exit');
  // One that serves all the same.
  const deadline = setTimeout(() => server.kill('SIGKILL'), 30_000);
  const [printed, said] = await Promise.all([text(server.stdout), text(server.stderr)]);
  const [status] = await exited;
  clearTimeout(deadline);
  return { status, output: printed + said };
}

function start(variables: Record<string, string>, port: number) {
  const args = [
    'node_modules/next/dist/bin/next',
    'start',
    '--hostname',
    '127.0.0.1',
    '--port',
    String(port),
  ];
  return spawn(process.execPath, args, {
    env: { ...process.env, ...TEST_ENVIRONMENT, NODE_ENV: 'production', ...services(), ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** As if it had been asked for at this host. */
function get(url: string, host: string): Promise<{ status: number; location: string | null; body: string }> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { headers: { host } }, async (response) =>
      resolve({
        status: response.statusCode ?? 0,
        location: response.headers.location ?? null,
        body: await text(response),
      }),
    )
      .on('error', reject)
      .end();
  });
}

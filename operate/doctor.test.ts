import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, inject, test } from 'vitest';
import { startCarelessStore } from '@/test/careless-store';
import { TEST_ENVIRONMENT } from '@/test/environment';
import { freePort } from '@/test/free-port';
import { startInbox } from '@/test/inbox';
import { startPostgres } from '@/test/postgres';
import { query } from '@/test/query';
import { startUpstashBridge } from '@/test/upstash-bridge';

const TOKEN = 'the-token-of-the-store';
const [inbox, bridge, postgres] = await Promise.all([
  startInbox(),
  startUpstashBridge({ redisPort: inject('redisPort'), token: TOKEN }),
  startPostgres(),
]);
const stops: (() => unknown)[] = [inbox.close, bridge.stop, postgres.stop];
afterAll(() => Promise.all(stops.map((stop) => stop())));

const migrated = process.env.DATABASE_URL ?? '';
const fit = {
  ...TEST_ENVIRONMENT,
  APP_URL: 'http://localhost:3000',
  DATABASE_URL: migrated,
  SMTP_URL: inbox.smtpUrl,
};

describe('on a good set-up', () => {
  test('every check is one line, and the status 0', async () => {
    const { status, lines } = await doctor({ ...fit, ...upstash(bridge.url) });
    expect(lines).toEqual([
      expect.stringMatching(/^✓ node +Node\.js 2\d/),
      expect.stringMatching(/^✓ secret /),
      '✓ origin     http://localhost:3000.',
      '✓ rpId       localhost, this host alone.',
      expect.stringMatching(/^✓ cookies /),
      expect.stringMatching(/^✓ proxies /),
      '✓ database   Postgres answers.',
      '✓ migrations All are applied.',
      expect.stringMatching(
        /^✓ clock +This machine's clock is 0\.\d\d s (ahead of|behind) the database's\.$/,
      ),
      '✓ store      Upstash answers, and gives a value to one of 8 takers alone.',
      expect.stringMatching(/^✓ mail +The mail server lets us in\./),
      '',
      '11 checks, 0 failed',
    ]);
    expect(status).toBe(0);
  });

  test('without Redis the store is in Postgres', async () => {
    const { status, lines } = await doctor(fit);
    expect(lines).toContain('✓ store      Postgres answers, and gives a value to one of 8 takers alone.');
    expect(status).toBe(0);
  });

  test('with --send a mail arrives, and says what it is', async () => {
    const to = 'operator@example.com';
    const { status, lines } = await doctor(fit, '--send', to);
    expect(lines).toContain('✓ mail       The provider took a mail. See that it has arrived.');
    expect(status).toBe(0);
    const [mail, ...more] = await inbox.mailsTo(to);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('A trial mail from Latchkey');
    expect(mail?.text).toContain('sent this mail with “npm run doctor”');
  });

  test('what a production server would only be warned of leaves the status at 0', async () => {
    const vercel = { VERCEL: '1', VERCEL_ENV: 'production', VERCEL_PROJECT_PRODUCTION_URL: 'x.vercel.app' };
    const { status, lines } = await doctor({ ...fit, APP_URL: '', ...vercel });
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^! origin +https:\/\/x\.vercel\.app, because Vercel says so/),
        expect.stringMatching(/^ +Set APP_URL for production/),
        expect.stringMatching(/^! scheduler /),
        expect.stringMatching(/^ +Set CRON_SECRET\. Make one with/),
      ]),
    );
    expect(status).toBe(0);
    const ownServer = await doctor({ ...fit, APP_URL: 'https://accounts.example.com' });
    expect(ownServer.lines.join('\n')).toMatch(/^! proxies .*\n +Set TRUSTED_PROXY_HOPS/m);
    expect(ownServer.lines).toContain('✓ cookies    Secure, with the prefix __Host-.');
  });

  test('.env files are read as Next reads them, and the shell wins', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'latchkey-doctor-'));
    stops.push(() => rm(folder, { recursive: true }));
    await writeFile(join(folder, '.env'), 'APP_NAME=Base\nLOG_LEVEL=warn\n');
    await writeFile(join(folder, '.env.local'), 'APP_NAME=Local\nRP_ID=other.example\n');
    const { APP_NAME: _, LOG_LEVEL: __, ...shell } = fit;
    const { status, lines } = await doctorIn(folder, { ...shell, RP_ID: 'localhost' }, '--configuration');
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^✓ appName +Local$/)]));
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^✓ logLevel +warn$/)]));
    expect(status).toBe(0);
  });
});

test('--configuration asks no service', async () => {
  const { status, lines } = await doctor({ ...fit, DATABASE_URL: await nowhere() }, '--configuration');
  expect(lines.filter((line) => !/^✓ |^$|^9 checks, 0 failed$/.test(line))).toEqual([]);
  expect(status).toBe(0);
  const bad = await doctor({ ...fit, AUTH_SECRET: 'hunter2', MAIL_FROM: '' }, '--configuration');
  expect(bad.lines).toEqual([
    '✗ configuration AUTH_SECRET is too short: 32 characters at least.',
    '                Make one with: openssl rand -base64 33',
    '✗ configuration MAIL_FROM is missing.',
    '                Set it to the sender: Name <address@example.com>',
    '',
    '2 checks, 2 failed',
  ]);
  expect(bad.status).toBe(1);
});

describe('a configuration that no server starts with', () => {
  test.each([
    { what: 'a weak secret', set: { AUTH_SECRET: 'secret'.repeat(8) }, says: 'AUTH_SECRET is too simple' },
    { what: 'no secret', set: { AUTH_SECRET: '' }, says: 'AUTH_SECRET is missing.' },
    {
      what: 'an http origin',
      set: { APP_URL: 'http://accounts.example.com' },
      says: 'APP_URL must begin with https://',
    },
    {
      what: 'a public suffix as RP ID',
      set: { APP_URL: 'https://latchkey.vercel.app', RP_ID: 'vercel.app' },
      says: 'RP_ID cannot be vercel.app',
    },
    {
      what: 'an RP ID of somebody else',
      set: { RP_ID: 'example.com' },
      says: 'RP_ID must be the host of APP_URL',
    },
    {
      what: 'two ways of mail',
      set: { RESEND_API_KEY: 're_key' },
      says: 'RESEND_API_KEY and SMTP_URL are both',
    },
  ])('is told: $what', async ({ set, says }) => {
    const { status, lines } = await doctor({ ...fit, ...set });
    expect(lines).toEqual([
      expect.stringContaining(`✗ configuration ${says}`),
      expect.stringMatching(/^ {16}\S/),
      '',
      '1 checks, 1 failed',
    ]);
    expect(status).toBe(1);
  });
});

describe('a database that does not serve', () => {
  const own = (name: string, user = 'postgres:hunter2') =>
    postgres.url.replace('postgres@', `${user}@`).replace(/\/postgres$/, `/${name}`);

  test.each([
    { what: 'nobody there', url: nowhere, says: 'nothing listens at its address' },
    {
      what: 'an unknown host',
      url: () => 'postgres://u:hunter2@db.invalid/x',
      says: 'its host is not known',
    },
    { what: 'a wrong name', url: () => own('absent'), says: 'it has no database of that name' },
    { what: 'a wrong user', url: () => own('postgres', 'nobody:hunter2'), says: 'it refuses the user' },
    { what: 'a wrong password', url: withPassword, says: 'it refuses the password' },
  ])('is told: $what', async ({ url, says }) => {
    const found = await doctor({ ...fit, ...upstash(bridge.url), DATABASE_URL: await url() });
    expect(found.failures()).toEqual([`✗ database Postgres cannot be used: ${says}.`]);
    expect(found.lines.join('\n')).toMatch(/✗ database .*\n +Check DATABASE_URL/);
    expect(found.status).toBe(1);
  });

  test('not migrated, and not migrated to the end', async () => {
    await query(postgres.url, 'create database behind');
    const empty = await doctor({ ...fit, ...upstash(bridge.url), DATABASE_URL: own('behind') });
    expect(empty.failures()).toEqual(['✗ migrations None has been applied.']);
    expect(empty.lines.join('\n')).toMatch(/✗ migrations .*\n +Run: npm run db:migrate/);
    expect(empty.status).toBe(1);

    await query(own('behind'), 'create schema drizzle');
    await query(own('behind'), 'create table drizzle.__drizzle_migrations (created_at bigint)');
    const partly = await doctor({ ...fit, ...upstash(bridge.url), DATABASE_URL: own('behind') });
    expect(partly.failures()).toEqual([
      expect.stringMatching(/^✗ migrations Not applied: 0000_start, 0001_/),
    ]);
  });

  test('that cannot be written', async () => {
    const url = `${migrated}?options=-c%20default_transaction_read_only%3Don`;
    const found = await doctor({ ...fit, ...upstash(bridge.url), DATABASE_URL: url });
    expect(found.failures()).toEqual(['✗ database   Postgres answers, but cannot be written.']);
  });

  test('that hangs is given up', async () => {
    postgres.pause();
    const found = await doctor({ ...fit, DATABASE_URL: own('postgres') }).finally(postgres.resume);
    expect(found.failures()).toEqual([
      '✗ database Postgres cannot be used: it does not answer in time.',
      expect.stringMatching(/^✗ store /),
    ]);
    expect(found.status).toBe(1);
  });

  async function withPassword() {
    await query(postgres.url, "create role guarded login password 'another'");
    const [file] = await query(postgres.url, 'show hba_file');
    const rules = ['host all guarded all scram-sha-256', 'host all all all trust'];
    const rows = rules.map((rule) => `('${rule}')`).join(', ');
    await query(postgres.url, `copy (values ${rows}) to '${file.hba_file}'`);
    await query(postgres.url, 'select pg_reload_conf()');
    await expect
      .poll(() => query(own('postgres', 'guarded:hunter2'), 'select 1').catch((error) => error.code))
      .toBe('28P01');
    return own('postgres', 'guarded:hunter2');
  }
});

describe('a store that does not serve', () => {
  test.each([
    { what: 'nobody there', at: nowhereByHttp, says: /failed: ECONNREFUSED\.$/ },
    { what: 'a wrong token', at: async () => bridge.url, token: 'hunter2', says: /failed: WRONGPASS\.$/ },
    { what: 'a race between takers', at: careless('racing'), says: /gave one value to 8 takers: links/ },
    { what: 'what it was given is lost', at: careless('forgetting'), says: /loses what it was given\.$/ },
    { what: 'no answer', at: careless('silent'), says: /failed: TimeoutError\.$/ },
  ])('is told: $what', async ({ at, token, says }) => {
    const found = await doctor({ ...fit, ...upstash(await at(), token) });
    expect(found.failures()).toEqual([expect.stringMatching(says)]);
    expect(found.lines.join('\n')).toMatch(/✗ store .*\n +(Check UPSTASH_REDIS_REST_URL|Use a store)/);
    expect(found.status).toBe(1);
  });
});

describe('mail that does not go out', () => {
  test('is told: nobody there', async () => {
    const found = await doctor({ ...fit, SMTP_URL: `smtp://user:hunter2@127.0.0.1:${await freePort()}` });
    expect(found.failures()).toEqual(['✗ mail       The provider takes no mail: it cannot be reached.']);
    expect(found.status).toBe(1);
  });

  test.each(['refusing', 'never answering'] as const)('is told: a server that is %s', async (manner) => {
    inbox.receive(manner);
    const found = await doctor(fit).finally(() => inbox.receive('kindly'));
    expect(found.failures()).toEqual([expect.stringMatching(/^✗ mail +The provider takes no mail: /)]);
    expect(found.lines.join('\n')).toMatch(/✗ mail .*\n +Check SMTP_URL/);
    expect(found.status).toBe(1);
  });

  test('is told: Resend refuses what is really sent', async () => {
    const resend = await answering((_request, response) =>
      response
        .writeHead(403)
        .end(JSON.stringify({ name: 'invalid_api_key', message: 'hunter2', statusCode: 403 })),
    );
    const byResend = { ...fit, SMTP_URL: '', RESEND_API_KEY: 're_hunter2', RESEND_BASE_URL: resend };
    expect((await doctor(byResend)).status).toBe(0);
    const found = await doctor(byResend, '--send', 'operator@example.com');
    expect(found.failures()).toEqual(['✗ mail       The provider takes no mail: invalid_api_key.']);
    expect(found.status).toBe(1);
  });
});

test.each([
  [['--send']],
  [['--send', 'nobody']],
  [['--send', 'a@example.com, b@example.com']],
  [['--send', 'a@example.com', '--configuration']],
  [['--sned', 'a@example.com']],
  [['a@example.com']],
])('%j is wrong usage: status 2, and nothing is looked into', async (args) => {
  const { status, lines } = await doctor(fit, ...args);
  expect(lines[0]).toMatch(/^Usage: npm run doctor/);
  expect(lines.join('\n')).not.toContain('✓');
  expect(status).toBe(2);
});

test('help is an answer: status 0', async () => {
  const { status, lines } = await doctor(fit, '--help');
  expect({ status, first: lines[0] }).toEqual({
    status: 0,
    first: expect.stringMatching(/^Usage: npm run doctor/),
  });
});

function doctor(variables: Record<string, string>, ...args: string[]) {
  return doctorIn(process.cwd(), variables, ...args);
}

/** What it printed and how it ended. Nothing that anybody prints may hold a secret. */
async function doctorIn(cwd: string, variables: Record<string, string>, ...args: string[]) {
  const program = [resolve('node_modules/tsx/dist/cli.mjs'), '--tsconfig', resolve('operate/tsconfig.json')];
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [...program, resolve('operate/doctor.ts'), ...args], {
    cwd,
    env: { PATH, HOME, NODE_ENV: 'production', ...variables },
  });
  const exited = once(child, 'exit');
  const [printed, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [status] = await exited;
  const output = printed + said;
  for (const secret of ['hunter2', TOKEN, fit.AUTH_SECRET, '\u001b']) expect(output).not.toContain(secret);
  const lines = output.trimEnd().split('\n');
  return {
    status,
    lines,
    failures: () => lines.filter((line) => line.startsWith('✗')),
  };
}

function upstash(url: string, token = TOKEN) {
  return { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token };
}

async function nowhere() {
  return `postgres://user:hunter2@127.0.0.1:${await freePort()}/name`;
}

async function nowhereByHttp() {
  return `http://127.0.0.1:${await freePort()}`;
}

function careless(manner: Parameters<typeof startCarelessStore>[0]) {
  return async () => {
    const store = await startCarelessStore(manner);
    stops.push(store.stop);
    return store.url;
  };
}

async function answering(listener: RequestListener) {
  const server = createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

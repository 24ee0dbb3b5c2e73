import { describe, expect, test } from 'vitest';
import { parseEnv } from './env';

const fit = {
  APP_URL: 'https://accounts.example.com',
  AUTH_SECRET: 'a-secret-of-at-least-thirty-two-characters',
  DATABASE_URL: 'postgres://user:password@host/name',
  SMTP_URL: 'smtps://user:p%40ss@mail.example.com:465',
  MAIL_FROM: 'Latchkey <latchkey@example.com>',
};

test('a fit configuration is read, with everything else at its default', () => {
  expect(parseEnv(fit)).toEqual({
    appName: 'Latchkey',
    origin: 'https://accounts.example.com',
    secure: true,
    rpId: 'accounts.example.com',
    authSecret: fit.AUTH_SECRET,
    upstash: null,
    mail: { from: fit.MAIL_FROM, resendApiKey: null, smtpUrl: fit.SMTP_URL },
    trustedProxyHops: 0,
    platformTellsPlace: false,
    keepsRunning: true,
    cronSecret: null,
    logLevel: 'info',
  });
});

test('IF16: of nothing at all every problem is told at once, each with its cure', () => {
  expect(problemsOf({})).toEqual([
    'APP_URL is missing. Set it to the address people use: https://accounts.example.com',
    'AUTH_SECRET is missing. Make one with: openssl rand -base64 33',
    'DATABASE_URL is missing. Set it to your Postgres database: postgres://user:password@host/name',
    'No way to send mail. Set RESEND_API_KEY or SMTP_URL.',
    'MAIL_FROM is missing. Set it to the sender: Name <address@example.com>',
  ]);
});

test('IF16: what is blank counts as missing', () => {
  const blank = Object.fromEntries(Object.keys(fit).map((name) => [name, '  ']));
  expect(problemsOf({ ...blank, APP_URL: '' })).toEqual(problemsOf({}));
});

test('IF16: of values that are all unfit every problem is told at once', () => {
  const told = problemsOf({
    APP_URL: 'http://accounts.example.com/path',
    AUTH_SECRET: 'too short',
    DATABASE_URL: 'mysql://host/name',
    UPSTASH_REDIS_REST_URL: 'redis://host',
    SMTP_URL: 'mail.example.com:587',
    MAIL_FROM: 'Latchkey',
    RP_ID: 'example.org',
    TRUSTED_PROXY_HOPS: 'one',
    CRON_SECRET: 'too short',
    LOG_LEVEL: 'loud',
  });
  expect(told.map((problem) => problem.split(' ')[0])).toEqual([
    ...['APP_URL', 'APP_URL', 'RP_ID', 'AUTH_SECRET', 'DATABASE_URL', 'UPSTASH_REDIS_REST_URL'],
    ...['UPSTASH_REDIS_REST_URL', 'SMTP_URL', 'MAIL_FROM', 'TRUSTED_PROXY_HOPS', 'CRON_SECRET'],
    'LOG_LEVEL',
  ]);
});

test('no problem repeats a secret or a password', () => {
  const unfit = { ...fit, AUTH_SECRET: 'hunter2', DATABASE_URL: 'pg://u:hunter2@h', SMTP_URL: 'u:hunter2@h' };
  expect(problemsOf(unfit)).toHaveLength(3);
  expect(problemsOf(unfit).join()).not.toContain('hunter2');
});

describe('APP_URL', () => {
  test.each([
    'http://localhost:3000',
    'http://app.localhost',
    'https://accounts.example.com/',
    'https://a.b:8443',
  ])('may be %s', (url) => {
    expect(parseEnv({ ...fit, APP_URL: url })).toMatchObject({
      origin: new URL(url).origin,
      secure: url.startsWith('https'),
      rpId: new URL(url).hostname,
    });
  });

  test.each([
    ...[
      'http://accounts.example.com',
      'http://127.0.0.1:3000',
      'http://localhost.evil.example',
      'ftp://localhost',
    ],
    ...[
      'accounts.example.com',
      'https://',
      'https://accounts.example.com/app',
      'https://u:p@accounts.example.com',
    ],
    ...[
      'https://:p@accounts.example.com',
      'https://accounts.example.com/?a=b',
      'https://accounts.example.com/#a',
    ],
  ])('cannot be %s', (url) => {
    expect(problemsOf({ ...fit, APP_URL: url })).toEqual([expect.stringMatching(/^APP_URL must /)]);
  });

  test('is taken from Vercel where it is not set: of production its domain, of a preview its own host', () => {
    const { APP_URL: _, ...rest } = fit;
    const vercel = {
      ...rest,
      VERCEL: '1',
      VERCEL_URL: 'latchkey-git-x.vercel.app',
      VERCEL_PROJECT_PRODUCTION_URL: 'accounts.example.org',
    };
    expect(parseEnv({ ...vercel, VERCEL_ENV: 'production' }).origin).toBe('https://accounts.example.org');
    expect(parseEnv({ ...vercel, VERCEL_ENV: 'preview' })).toMatchObject({
      origin: 'https://latchkey-git-x.vercel.app',
      rpId: 'latchkey-git-x.vercel.app',
      trustedProxyHops: 1,
    });
    expect(parseEnv({ ...vercel, APP_URL: fit.APP_URL }).origin).toBe(fit.APP_URL);
  });
});

describe('RP_ID', () => {
  test('may be a domain above the host', () => {
    expect(parseEnv({ ...fit, RP_ID: 'example.com' }).rpId).toBe('example.com');
  });

  test.each([
    'com',
    'other.example.com',
    'counts.example.com',
    'https://accounts.example.com',
    'example.com:443',
  ])('cannot be %s', (rpId) => {
    expect(problemsOf({ ...fit, RP_ID: rpId })).toEqual([
      'RP_ID must be the host of APP_URL (accounts.example.com) or a parent domain of it.',
    ]);
  });
});

describe('Upstash', () => {
  test.each([
    ['UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN'],
    ['KV_REST_API_URL', 'KV_REST_API_TOKEN'],
  ])('is configured by %s and %s, and by neither alone', (url, token) => {
    const address = 'https://name.upstash.io';
    expect(parseEnv({ ...fit, [url]: address, [token]: 'token' }).upstash).toEqual({
      url: address,
      token: 'token',
    });
    const problem = `${url} and ${token} go together: set both, or neither.`;
    expect(problemsOf({ ...fit, [url]: address })).toEqual([problem]);
    expect(problemsOf({ ...fit, [token]: 'token' })).toEqual([problem]);
  });

  test('is never the address of one database with the token of another', () => {
    const vercel = { ...fit, KV_REST_API_URL: 'https://vercel.upstash.io', KV_REST_API_TOKEN: 'vercel' };
    expect(problemsOf({ ...vercel, UPSTASH_REDIS_REST_URL: 'https://own.upstash.io' })).toHaveLength(1);
    const own = { UPSTASH_REDIS_REST_URL: 'https://own.upstash.io', UPSTASH_REDIS_REST_TOKEN: 'own' };
    expect(parseEnv({ ...vercel, ...own }).upstash).toEqual({ url: 'https://own.upstash.io', token: 'own' });
  });
});

describe('mail', () => {
  test('goes by Resend alone, or by SMTP alone', () => {
    const { SMTP_URL, ...rest } = fit;
    expect(parseEnv({ ...rest, RESEND_API_KEY: 're_key' }).mail).toMatchObject({
      resendApiKey: 're_key',
      smtpUrl: null,
    });
    expect(parseEnv({ ...rest, SMTP_URL }).mail).toMatchObject({ resendApiKey: null, smtpUrl: SMTP_URL });
  });

  test.each([
    'latchkey@localhost',
    'Latchkey <latchkey@localhost>',
    '"Latch, Key" <a@example.com>',
    '<a@b.co>',
  ])('may come from %s', (from) => {
    expect(parseEnv({ ...fit, MAIL_FROM: from }).mail.from).toBe(from);
  });

  test.each([
    'Latchkey',
    'latchkey@',
    '@example.com',
    'a@b.co, c@d.co <',
    'A <a@b.co> B <c@d.co>',
    'A <a b@c.co>',
  ])('cannot come from %s', (from) => {
    expect(problemsOf({ ...fit, MAIL_FROM: from })).toEqual([
      'MAIL_FROM must look like Name <address@example.com>',
    ]);
  });
});

test.each(['-1', '1.5', 'all', 'Infinity'])('TRUSTED_PROXY_HOPS cannot be %s', (hops) => {
  expect(problemsOf({ ...fit, TRUSTED_PROXY_HOPS: hops })).toHaveLength(1);
});

function problemsOf(variables: Record<string, string>): string[] {
  try {
    parseEnv(variables);
    return [];
  } catch (error) {
    const [title, ...problems] = (error as Error).message.split('\n');
    expect(title).toContain('.env.local.example');
    return problems.map((problem) => problem.replace('  - ', ''));
  }
}

import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseEnv } from './env';
import { schema } from './env-schema';

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
    relatedOrigins: [],
    originFromPlatform: false,
    preview: false,
    authSecret: fit.AUTH_SECRET,
    authSecrets: [fit.AUTH_SECRET],
    upstash: null,
    mail: { from: fit.MAIL_FROM, resendApiKey: null, smtpUrl: fit.SMTP_URL },
    trustedProxyHops: 0,
    platformTellsPlace: false,
    keepsRunning: true,
    cronSecret: null,
    securityContact: null,
    logLevel: 'info',
    traces: false,
  });
});

test('.env.local.example names every variable that is read, but for those that Vercel sets by itself', () => {
  const example = readFileSync('.env.local.example', 'utf8');
  const named = [...example.matchAll(/^# ([A-Z][A-Z_]+)=/gm)].map(([, name]) => name);
  const read = Object.keys(schema.in.shape).filter((name) => !/^VERCEL(_|$)/.test(name));
  expect(read.length).toBeGreaterThan(20);
  expect(named.toSorted()).toEqual(read.toSorted());
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
    CRON_SECRET: 'tooshort',
    LOG_LEVEL: 'loud',
    APP_NAME: 'Latch\nkey',
    AUTH_SECRET_PREVIOUS: 'too short as well',
    POSTGRES_URL: 'host/name',
    DATABASE_URL_UNPOOLED: 'host/name',
    POSTGRES_URL_NON_POOLING: 'host/name',
    UPSTASH_REDIS_REST_TOKEN: '"quoted"',
    RESEND_API_KEY: 'two words',
    RELATED_ORIGINS: 'example.de',
    SECURITY_CONTACT: 'security@example.com',
    OTEL_EXPORTER_OTLP_ENDPOINT: 'collector:4318',
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'collector:4318',
  });
  expect(told.map((problem) => problem.split(' ')[0])).toEqual([
    ...['APP_NAME', 'APP_URL', 'APP_URL', 'RP_ID', 'AUTH_SECRET', 'AUTH_SECRET_PREVIOUS', 'DATABASE_URL'],
    ...['POSTGRES_URL', 'DATABASE_URL_UNPOOLED', 'POSTGRES_URL_NON_POOLING', 'UPSTASH_REDIS_REST_URL'],
    ...['UPSTASH_REDIS_REST_TOKEN', 'RESEND_API_KEY', 'SMTP_URL', 'RESEND_API_KEY', 'MAIL_FROM'],
    ...['TRUSTED_PROXY_HOPS', 'CRON_SECRET', 'RELATED_ORIGINS', 'SECURITY_CONTACT'],
    ...['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'LOG_LEVEL'],
  ]);
});

test('no problem repeats a secret or a password', () => {
  const unfit = {
    ...fit,
    APP_URL: 'https://u:hunter2@accounts.example.com',
    AUTH_SECRET: 'hunter2',
    AUTH_SECRET_PREVIOUS: 'hunter2',
    DATABASE_URL: 'pg://u:hunter2@h',
    DATABASE_URL_UNPOOLED: 'pg://u:hunter2@h',
    UPSTASH_REDIS_REST_URL: 'redis://:hunter2@h',
    UPSTASH_REDIS_REST_TOKEN: '"hunter2"',
    RESEND_API_KEY: '"hunter2"',
    SMTP_URL: 'u:hunter2@h',
    CRON_SECRET: 'hunter2',
  };
  // One for each, and three for what is told of two together.
  expect(problemsOf(unfit)).toHaveLength(13);
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
    ...['https://192.0.2.1', 'https://[2001:db8::1]:8443', 'http://[::1]:3000'],
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
      keepsRunning: false,
    });
    expect(parseEnv({ ...vercel, APP_URL: fit.APP_URL }).origin).toBe(fit.APP_URL);
  });

  test('is not a machine of one’s own in production on Vercel', () => {
    const vercel = { ...fit, VERCEL: '1', APP_URL: 'http://localhost:3000' };
    expect(problemsOf({ ...vercel, VERCEL_ENV: 'production' })).toEqual([
      expect.stringMatching(/^APP_URL is an address of your own machine/),
    ]);
    expect(parseEnv({ ...vercel, VERCEL_ENV: 'development' }).origin).toBe('http://localhost:3000');
  });
});

describe('a preview on Vercel', () => {
  const preview = {
    ...fit,
    APP_URL: 'https://accounts.example.com',
    RP_ID: 'example.com',
    VERCEL: '1',
    VERCEL_ENV: 'preview',
    VERCEL_TARGET_ENV: 'preview',
    VERCEL_URL: 'latchkey-abc123.vercel.app',
    VERCEL_BRANCH_URL: 'latchkey-git-x.vercel.app',
  };

  test('has the host of its branch for origin and RP ID, whatever is set for all environments', () => {
    expect(parseEnv(preview)).toMatchObject({
      origin: 'https://latchkey-git-x.vercel.app',
      rpId: 'latchkey-git-x.vercel.app',
      preview: true,
      originFromPlatform: false,
    });
    expect(parseEnv({ ...preview, VERCEL_BRANCH_URL: '' }).origin).toBe('https://latchkey-abc123.vercel.app');
  });

  test('is no custom environment, which has an address of its own', () => {
    expect(parseEnv({ ...preview, VERCEL_TARGET_ENV: 'staging' })).toMatchObject({
      origin: 'https://accounts.example.com',
      rpId: 'example.com',
      preview: false,
    });
  });
});

test('whether the platform says what the origin is, is known: a new domain there would change it', () => {
  const { APP_URL: _, ...rest } = fit;
  const vercel = { VERCEL: '1', VERCEL_ENV: 'production', VERCEL_PROJECT_PRODUCTION_URL: 'x.vercel.app' };
  expect(parseEnv({ ...rest, ...vercel }).originFromPlatform).toBe(true);
  expect(parseEnv({ ...fit, ...vercel }).originFromPlatform).toBe(false);
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

test.each([
  ['https://latchkey.vercel.app', 'vercel.app'],
  ['https://accounts.example.co.uk', 'co.uk'],
  ['https://ada.github.io', 'github.io'],
])('RP_ID of %s cannot be the public suffix %s', (url, rpId) => {
  expect(problemsOf({ ...fit, APP_URL: url, RP_ID: rpId })).toEqual([
    `RP_ID cannot be ${rpId}: anyone can have a host under it. Use a domain that is yours alone.`,
  ]);
  expect(parseEnv({ ...fit, APP_URL: url }).rpId).toBe(new URL(url).hostname);
});

describe('a secret', () => {
  test.each([
    'a'.repeat(44),
    'secret'.repeat(7),
    'password-password-password-password',
    '0123456789'.repeat(4),
    'abcdefghijklmnopqrstuvwxyz0123456789',
    'your-secret-here-your-secret-here',
    'please-change-me-before-you-go-live!',
    'an-example-of-a-secret-of-enough-characters',
  ])('cannot be %s', (weak) => {
    for (const name of ['AUTH_SECRET', 'AUTH_SECRET_PREVIOUS', 'CRON_SECRET']) {
      const [told, ...more] = problemsOf({ ...fit, [name]: weak });
      expect(told).toMatch(new RegExp(`^${name} is .*Make one with: openssl rand -base64 33$`));
      expect(more).toEqual([]);
    }
  });

  test('may be whatever a generator makes', () => {
    for (let round = 0; round < 2_000; round += 1) {
      const secrets = {
        AUTH_SECRET: randomBytes(16).toString('hex'),
        AUTH_SECRET_PREVIOUS: randomBytes(33).toString('base64'),
        CRON_SECRET: randomBytes(8).toString('hex'),
      };
      expect(problemsOf({ ...fit, ...secrets })).toEqual([]);
    }
  });

  test('that is replaced goes on being read, and is another one', () => {
    const previous = 'the-secret-that-was-in-use-until-yesterday';
    expect(parseEnv({ ...fit, AUTH_SECRET_PREVIOUS: previous }).authSecrets).toEqual([
      fit.AUTH_SECRET,
      previous,
    ]);
    expect(problemsOf({ ...fit, AUTH_SECRET_PREVIOUS: fit.AUTH_SECRET })).toEqual([
      'AUTH_SECRET_PREVIOUS is the same as AUTH_SECRET. Give it the one before, or remove it.',
    ]);
  });

  test('that a scheduler sends is not the one that encrypts', () => {
    expect(problemsOf({ ...fit, CRON_SECRET: fit.AUTH_SECRET })).toEqual([
      expect.stringMatching(/^CRON_SECRET is the same as AUTH_SECRET/),
    ]);
  });
});

describe('the database', () => {
  test('may have the name that the marketplaces of hosts give it', () => {
    const { DATABASE_URL, ...rest } = fit;
    expect(problemsOf({ ...rest, POSTGRES_URL: DATABASE_URL })).toEqual([]);
  });

  test.each(['DATABASE_URL', 'POSTGRES_URL', 'DATABASE_URL_UNPOOLED', 'POSTGRES_URL_NON_POOLING'])(
    'cannot be at an address of another kind, which %s tells',
    (name) => {
      expect(problemsOf({ ...fit, [name]: 'mysql://host/name' })).toEqual([
        `${name} must look like postgres://user:password@host/name`,
      ]);
    },
  );
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

  test('cannot go two ways', () => {
    expect(problemsOf({ ...fit, RESEND_API_KEY: 're_key' })).toEqual([
      'RESEND_API_KEY and SMTP_URL are both set. Keep the one that mail should go through.',
    ]);
  });

  test.each(['mail.example.com', 'http://mail.example.com', 'smtp:mail.example.com', 'smtp://'])(
    'cannot go to a server at %s',
    (url) => {
      expect(problemsOf({ ...fit, SMTP_URL: url })).toEqual([
        'SMTP_URL must look like smtp://user:password@host:587',
      ]);
    },
  );

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

test.each(['"token"', "'token'", 'to ken', 'to\nken', 'tökén'])('a key cannot be %j', (key) => {
  const { SMTP_URL: _, ...rest } = fit;
  const upstash = { UPSTASH_REDIS_REST_URL: 'https://name.upstash.io' };
  const told = problemsOf({ ...rest, ...upstash, UPSTASH_REDIS_REST_TOKEN: key, RESEND_API_KEY: key });
  expect(told).toEqual([
    'UPSTASH_REDIS_REST_TOKEN must be one word, without quotes, as its provider shows it.',
    'RESEND_API_KEY must be one word, without quotes, as its provider shows it.',
  ]);
});

test.each(['https://example.de', 'https://example.de, https://example.fr:8443'])(
  'RELATED_ORIGINS may be %s',
  (origins) => {
    expect(parseEnv({ ...fit, RELATED_ORIGINS: origins }).relatedOrigins).toEqual(origins.split(', '));
  },
);

test.each([
  'http://example.de',
  'example.de',
  'https://example.de/',
  'https://example.de,',
  'https://*.de/x',
])('RELATED_ORIGINS cannot be %s', (origins) => {
  expect(problemsOf({ ...fit, RELATED_ORIGINS: origins })).toHaveLength(1);
});

test.each(['mailto:security@example.com', 'https://example.com/security'])(
  'SECURITY_CONTACT may be %s',
  (contact) => {
    expect(parseEnv({ ...fit, SECURITY_CONTACT: contact }).securityContact).toBe(contact);
  },
);

test.each(['security@example.com', 'mailto:security', 'http://example.com', 'tel:+49'])(
  'SECURITY_CONTACT cannot be %s',
  (contact) => {
    expect(problemsOf({ ...fit, SECURITY_CONTACT: contact })).toHaveLength(1);
  },
);

test.each(['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'])(
  '%s switches traces on',
  (name) => {
    expect(parseEnv({ ...fit, [name]: 'http://localhost:4318' }).traces).toBe(true);
    expect(problemsOf({ ...fit, [name]: 'localhost:4318' })).toHaveLength(1);
  },
);

test.each(['a'.repeat(65), 'Latch\nkey', 'Latch\u0000key'])('APP_NAME cannot be %j', (name) => {
  expect(problemsOf({ ...fit, APP_NAME: name })).toEqual([
    'APP_NAME must be one line of 64 characters at most.',
  ]);
});

test.each(['-1', '1.5', '10', '0x1', 'all', 'Infinity'])('TRUSTED_PROXY_HOPS cannot be %s', (hops) => {
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

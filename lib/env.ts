import 'server-only';
import { z } from 'zod';
import { configuredOrigin } from './origin';

const optional = z
  .string()
  .optional()
  .transform((value) => value?.trim() || null);

/** Everything is read as it comes and judged together below, so that all problems are told at once. */
const schema = z
  .object({
    APP_NAME: optional,
    AUTH_SECRET: optional,
    DATABASE_URL: optional,
    UPSTASH_REDIS_REST_URL: optional,
    UPSTASH_REDIS_REST_TOKEN: optional,
    KV_REST_API_URL: optional,
    KV_REST_API_TOKEN: optional,
    RESEND_API_KEY: optional,
    SMTP_URL: optional,
    MAIL_FROM: optional,
    RP_ID: optional,
    TRUSTED_PROXY_HOPS: optional,
    CRON_SECRET: optional,
    VERCEL: optional,
    LOG_LEVEL: optional,
  })
  .loose()
  .transform((values, context) => {
    const problem = (message: string) => context.addIssue({ code: 'custom', message });
    const required = (value: string | null, message: string) => {
      if (!value) problem(message);
      return value ?? '';
    };
    const address = (value: string | null, name: string, scheme: RegExp, example: string) => {
      if (value && !(URL.canParse(value) && scheme.test(value))) problem(`${name} must look like ${example}`);
      return value;
    };

    const origin = originOf(configuredOrigin(values as Record<string, string>), problem);
    const rpId = values.RP_ID ?? origin.hostname;
    if (origin !== NO_ORIGIN && !mayBeRpId(rpId, origin)) {
      problem(`RP_ID must be the host of APP_URL (${origin.hostname}) or a parent domain of it.`);
    }
    const authSecret = required(values.AUTH_SECRET, `AUTH_SECRET is missing. ${MAKE_A_SECRET}`);
    if (authSecret && authSecret.length < 32) {
      problem(`AUTH_SECRET is too short: 32 characters at least. ${MAKE_A_SECRET}`);
    }
    const database = 'postgres://user:password@host/name';
    required(values.DATABASE_URL, `DATABASE_URL is missing. Set it to your Postgres database: ${database}`);
    address(values.DATABASE_URL, 'DATABASE_URL', /^postgres(ql)?:/, database);

    const [urlName, tokenName] =
      values.UPSTASH_REDIS_REST_URL || values.UPSTASH_REDIS_REST_TOKEN ? UPSTASH_NAMES : VERCEL_NAMES;
    const storeUrl = address(values[urlName], urlName, /^https?:/, 'https://name.upstash.io');
    const storeToken = values[tokenName];
    if (!storeUrl !== !storeToken) problem(`${urlName} and ${tokenName} go together: set both, or neither.`);
    const smtpUrl = address(values.SMTP_URL, 'SMTP_URL', /^smtps?:/, 'smtp://user:password@host:587');
    if (!values.RESEND_API_KEY && !smtpUrl) problem('No way to send mail. Set RESEND_API_KEY or SMTP_URL.');
    const sender = 'Name <address@example.com>';
    const from = required(values.MAIL_FROM, `MAIL_FROM is missing. Set it to the sender: ${sender}`);
    if (from && !SENDER.test(from)) problem(`MAIL_FROM must look like ${sender}`);
    const hops = Number(values.TRUSTED_PROXY_HOPS ?? (values.VERCEL ? 1 : 0));
    if (!Number.isInteger(hops) || hops < 0) {
      problem('TRUSTED_PROXY_HOPS must be the number of proxies in front: 0, 1, 2.');
    }
    if (values.CRON_SECRET && values.CRON_SECRET.length < 16) {
      problem(`CRON_SECRET is too short: 16 characters at least. ${MAKE_A_SECRET}`);
    }
    const logLevel = LOG_LEVELS.find((level) => level === (values.LOG_LEVEL ?? 'info'));
    if (!logLevel) problem(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}.`);

    return {
      appName: values.APP_NAME ?? 'Latchkey',
      /** Scheme, host and port that people see: the only source of links and of the expected WebAuthn origin. */
      origin: origin.origin,
      /** Whether cookies can be Secure and carry the `__Host-` prefix. */
      secure: origin.protocol === 'https:',
      rpId,
      authSecret,
      upstash: storeUrl && storeToken ? { url: storeUrl, token: storeToken } : null,
      mail: { from, resendApiKey: values.RESEND_API_KEY, smtpUrl },
      /** Proxies in front whose X-Forwarded-For entries are to be believed. */
      trustedProxyHops: hops,
      /** Whether headers that tell where a client is come from the platform, and not from the client. */
      platformTellsPlace: values.VERCEL !== null,
      /** Whether the server also runs while nobody asks for anything, so that it can keep time by itself. */
      keepsRunning: values.VERCEL === null,
      /** What a scheduler shows at /api/cron; null where there is none. */
      cronSecret: values.CRON_SECRET,
      logLevel: logLevel ?? 'info',
    };
  });

/** Upstash's own names, and those that Vercel gives. */
const UPSTASH_NAMES = ['UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN'] as const;
const VERCEL_NAMES = ['KV_REST_API_URL', 'KV_REST_API_TOKEN'] as const;
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const SENDER = /^(?:[^<>@]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/;
/** Stands in for an address that cannot be read, so that the other problems are found all the same. */
const NO_ORIGIN = new URL('https://app-url.invalid');
const MAKE_A_SECRET = 'Make one with: openssl rand -base64 33';

let cached: Env | undefined;

/**
 * The configuration, read and checked once. The only reader of `process.env`, but for db/client.ts (DATABASE_URL) and
 * middleware.ts, which run where this file cannot go.
 *
 * Throws an Error that lists every problem with its cure.
 */
export function env(): Env {
  cached ??= parseEnv(process.env);
  return cached;
}

/** Checks a set of variables; see `env`. */
export function parseEnv(variables: Record<string, string | undefined>): Env {
  const parsed = schema.safeParse(variables);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ message }) => `  - ${message}`);
  throw new Error(
    `The configuration is not fit to serve. .env.local.example explains each variable.\n${problems.join('\n')}`,
  );
}

function originOf(value: string | undefined, problem: (message: string) => void): URL {
  const example = 'https://accounts.example.com';
  if (!value || !URL.canParse(value)) {
    problem(
      value
        ? `APP_URL must look like ${example}`
        : `APP_URL is missing. Set it to the address people use: ${example}`,
    );
    return NO_ORIGIN;
  }
  const url = new URL(value);
  const local = url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
    problem(
      'APP_URL must begin with https:// (http:// works for localhost only: passkeys need a secure page).',
    );
  }
  if (url.pathname !== '/' || url.search || url.hash || url.username || url.password) {
    problem(`APP_URL must be an origin: scheme, host and port, without a path: ${example}`);
  }
  return url;
}

/** WebAuthn L3, 5.1.2: the RP ID is the host, or a domain above it. A single label is a top level domain. */
function mayBeRpId(rpId: string, { hostname }: URL): boolean {
  return hostname === rpId || (rpId.includes('.') && hostname.endsWith(`.${rpId}`));
}

type Env = z.output<typeof schema>;

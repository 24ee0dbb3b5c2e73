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
    VERCEL: optional,
    LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).catch('info'),
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
    if (origin.hostname !== rpId && !origin.hostname.endsWith(`.${rpId}`)) {
      problem(`RP_ID must be the host of APP_URL (${origin.hostname}) or a parent domain of it.`);
    }
    const authSecret = required(values.AUTH_SECRET, `AUTH_SECRET is missing. ${MAKE_A_SECRET}`);
    if (authSecret && authSecret.length < 32) {
      problem(`AUTH_SECRET is too short: 32 characters at least. ${MAKE_A_SECRET}`);
    }
    const database = 'postgres://user:password@host/name';
    required(values.DATABASE_URL, `DATABASE_URL is missing. Set it to your Postgres database: ${database}`);
    address(values.DATABASE_URL, 'DATABASE_URL', /^postgres(ql)?:/, database);

    const storeUrl = values.UPSTASH_REDIS_REST_URL ?? values.KV_REST_API_URL;
    const storeToken = values.UPSTASH_REDIS_REST_TOKEN ?? values.KV_REST_API_TOKEN;
    address(storeUrl, 'UPSTASH_REDIS_REST_URL', /^https?:/, 'https://name.upstash.io');
    if (Boolean(storeUrl) !== Boolean(storeToken)) {
      problem('UPSTASH_REDIS_REST_URL and UPSTASH_REDIS_REST_TOKEN go together: set both, or neither.');
    }
    const smtpUrl = address(values.SMTP_URL, 'SMTP_URL', /^smtps?:/, 'smtp://user:password@host:587');
    if (!values.RESEND_API_KEY && !smtpUrl) problem('No way to send mail. Set RESEND_API_KEY or SMTP_URL.');
    const from = required(
      values.MAIL_FROM,
      'MAIL_FROM is missing. Set it to the sender: Name <address@example.com>',
    );
    const hops = Number(values.TRUSTED_PROXY_HOPS ?? (values.VERCEL ? 1 : 0));
    if (!Number.isInteger(hops) || hops < 0)
      problem('TRUSTED_PROXY_HOPS must be the number of proxies in front.');

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
      logLevel: values.LOG_LEVEL,
    };
  });

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
  if (!value || !URL.canParse(value)) {
    problem('APP_URL is missing. Set it to the address people use: https://accounts.example.com');
    return new URL('https://app-url.invalid');
  }
  const url = new URL(value);
  const local = url.hostname === 'localhost' || url.hostname.endsWith('.localhost');
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) {
    problem(
      'APP_URL must begin with https:// (http:// works for localhost only: passkeys need a secure page).',
    );
  }
  if (url.pathname !== '/' || url.search || url.hash || url.username) {
    problem('APP_URL must be an origin: scheme, host and port, without a path.');
  }
  return url;
}

type Env = z.output<typeof schema>;

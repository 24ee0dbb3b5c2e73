import 'server-only';
import { getPublicSuffix } from 'tldts';
import { z } from 'zod';
import { databaseUrl } from '@/db/database-url.mjs';
import { configuredOrigin, isPreview } from './origin';

const optional = z
  .string()
  .optional()
  .transform((value) => value?.trim() || null);

/** Everything is read as it comes and judged together below, so that all problems are told at once. */
const schema = z
  .object({
    APP_NAME: optional,
    AUTH_SECRET: optional,
    AUTH_SECRET_PREVIOUS: optional,
    DATABASE_URL: optional,
    POSTGRES_URL: optional,
    UPSTASH_REDIS_REST_URL: optional,
    UPSTASH_REDIS_REST_TOKEN: optional,
    KV_REST_API_URL: optional,
    KV_REST_API_TOKEN: optional,
    RESEND_API_KEY: optional,
    SMTP_URL: optional,
    MAIL_FROM: optional,
    RP_ID: optional,
    RELATED_ORIGINS: optional,
    SECURITY_CONTACT: optional,
    TRUSTED_PROXY_HOPS: optional,
    CRON_SECRET: optional,
    APP_URL: optional,
    VERCEL: optional,
    VERCEL_ENV: optional,
    VERCEL_TARGET_ENV: optional,
    VERCEL_URL: optional,
    VERCEL_BRANCH_URL: optional,
    VERCEL_PROJECT_PRODUCTION_URL: optional,
    LOG_LEVEL: optional,
    OTEL_EXPORTER_OTLP_ENDPOINT: optional,
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: optional,
  })
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

    const preview = isPreview(values);
    const origin = originOf(configuredOrigin(values), problem);
    const rpId = (preview ? null : values.RP_ID) ?? origin.hostname;
    if (origin !== NO_ORIGIN && !mayBeRpId(rpId, origin)) {
      problem(`RP_ID must be the host of APP_URL (${origin.hostname}) or a parent domain of it.`);
    } else if (rpId !== origin.hostname && isPublicSuffix(rpId)) {
      problem(`RP_ID cannot be ${rpId}: anyone can have a host under it. Use a domain that is yours alone.`);
    }
    const authSecret = required(values.AUTH_SECRET, `AUTH_SECRET is missing. ${MAKE_A_SECRET}`);
    secret('AUTH_SECRET', values.AUTH_SECRET, 32, problem);
    secret('AUTH_SECRET_PREVIOUS', values.AUTH_SECRET_PREVIOUS, 32, problem);
    if (authSecret && authSecret === values.AUTH_SECRET_PREVIOUS) {
      problem('AUTH_SECRET_PREVIOUS is the same as AUTH_SECRET. Give it the one before, or remove it.');
    }
    const database = 'postgres://user:password@host/name';
    const url = databaseUrl(values);
    required(url, `DATABASE_URL is missing. Set it to your Postgres database: ${database}`);
    address(url, values.DATABASE_URL ? 'DATABASE_URL' : 'POSTGRES_URL', /^postgres(ql)?:/, database);

    const [urlName, tokenName] =
      values.UPSTASH_REDIS_REST_URL || values.UPSTASH_REDIS_REST_TOKEN ? UPSTASH_NAMES : VERCEL_NAMES;
    const storeUrl = address(values[urlName], urlName, /^https?:/, 'https://name.upstash.io');
    const storeToken = values[tokenName];
    if (!storeUrl !== !storeToken) problem(`${urlName} and ${tokenName} go together: set both, or neither.`);
    const smtpUrl = address(values.SMTP_URL, 'SMTP_URL', /^smtps?:/, 'smtp://user:password@host:587');
    if (values.RESEND_API_KEY && values.SMTP_URL) {
      problem('RESEND_API_KEY and SMTP_URL are both set. Keep the one that mail should go through.');
    }
    if (!values.RESEND_API_KEY && !smtpUrl) problem('No way to send mail. Set RESEND_API_KEY or SMTP_URL.');
    const sender = 'Name <address@example.com>';
    const from = required(values.MAIL_FROM, `MAIL_FROM is missing. Set it to the sender: ${sender}`);
    if (from && !SENDER.test(from)) problem(`MAIL_FROM must look like ${sender}`);
    const hops = Number(values.TRUSTED_PROXY_HOPS ?? (values.VERCEL ? 1 : 0));
    if (!Number.isInteger(hops) || hops < 0) {
      problem('TRUSTED_PROXY_HOPS must be the number of proxies in front: 0, 1, 2.');
    }
    secret('CRON_SECRET', values.CRON_SECRET, 16, problem);
    const relatedOrigins = values.RELATED_ORIGINS?.split(',').map((related) => related.trim()) ?? [];
    if (!relatedOrigins.every(isHttpsOrigin)) {
      problem(
        'RELATED_ORIGINS must be https origins with commas between: https://example.de,https://example.fr',
      );
    }
    const contact = address(
      values.SECURITY_CONTACT,
      'SECURITY_CONTACT',
      /^(mailto:[^@\s]+@[^@\s]+|https:.*)$/,
      'mailto:security@example.com or https://example.com/security',
    );
    for (const name of ['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] as const) {
      address(values[name], name, /^https?:/, 'https://collector.example.com');
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
      /** Other https origins whose pages may use this RP ID (WebAuthn L3, 5.11). */
      relatedOrigins,
      /** Whether this is a trial deployment on a host of its own, whose passkeys work nowhere else. */
      preview,
      /** What cookies are encrypted and signatures made with… */
      authSecret,
      /** …and what they are read with: while a secret is replaced, the one before is good as well. */
      authSecrets: [authSecret, ...(values.AUTH_SECRET_PREVIOUS ? [values.AUTH_SECRET_PREVIOUS] : [])],
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
      /** Where to report a vulnerability: a mailto: or https: address; null where nobody has said. */
      securityContact: contact,
      logLevel: logLevel ?? 'info',
      /** Whether traces are sent; where to, and how, the exporter reads from OpenTelemetry's own variables. */
      traces: Boolean(values.OTEL_EXPORTER_OTLP_ENDPOINT ?? values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT),
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
 * The configuration, read and checked once. The only reader of `process.env`, but for db/client.ts (the database's
 * address) and middleware.ts, which run where this file cannot go.
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

function originOf(value: string | null | undefined, problem: (message: string) => void): URL {
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

/** Browsers refuse such an RP ID (https://publicsuffix.org, the private section as well). */
function isPublicSuffix(domain: string): boolean {
  return getPublicSuffix(domain, { allowPrivateDomains: true }) === domain;
}

function secret(name: string, value: string | null, shortest: number, problem: (message: string) => void) {
  if (value && value.length < shortest) {
    problem(`${name} is too short: ${shortest} characters at least. ${MAKE_A_SECRET}`);
  } else if (value && new Set(value).size < shortest / 4) {
    problem(`${name} is too simple to be a secret. ${MAKE_A_SECRET}`);
  }
}

function isHttpsOrigin(text: string): boolean {
  return URL.canParse(text) && text.startsWith('https:') && new URL(text).origin === text;
}

type Env = z.output<typeof schema>;

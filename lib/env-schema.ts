import 'server-only';
import { z } from 'zod';
import { databaseUrl } from '@/db/database-url.mjs';
import {
  isHttpsOrigin,
  isKey,
  isLocal,
  isPublicSuffix,
  judgeSecret,
  MAKE_A_SECRET,
  mayBeRpId,
  NO_ORIGIN,
  originOf,
  type Problem,
} from './env-rules';
import { configuredOrigin, isPreview } from './origin';

const optional = z
  .string()
  .optional()
  .transform((value) => value?.trim() || null);

/** Everything is read as it comes and judged together below, so that all problems are told at once. */
export const schema = z
  .object({
    APP_NAME: optional,
    AUTH_SECRET: optional,
    AUTH_SECRET_PREVIOUS: optional,
    DATABASE_URL: optional,
    POSTGRES_URL: optional,
    DATABASE_URL_UNPOOLED: optional,
    POSTGRES_URL_NON_POOLING: optional,
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
    const problem: Problem = (message) => context.addIssue({ code: 'custom', message });
    const required = (value: string | null, message: string) => {
      if (!value) problem(message);
      return value ?? '';
    };
    const address = (value: string | null, name: string, scheme: RegExp, example: string) => {
      if (value && !(URL.canParse(value) && scheme.test(value))) problem(`${name} must look like ${example}`);
      return value;
    };
    const key = (value: string | null, name: string) => {
      if (value && !isKey(value))
        problem(`${name} must be one word, without quotes, as its provider shows it.`);
      return value;
    };

    if (values.APP_NAME && !APP_NAME.test(values.APP_NAME)) {
      problem('APP_NAME must be one line of 64 characters at most.');
    }
    const preview = isPreview(values);
    const origin = originOf(configuredOrigin(values), problem);
    if (values.VERCEL_ENV === 'production' && isLocal(origin)) {
      problem(
        'APP_URL is an address of your own machine. Set it to the one people use, or leave it to Vercel.',
      );
    }
    const rpId = (preview ? null : values.RP_ID) ?? origin.hostname;
    if (origin !== NO_ORIGIN && !mayBeRpId(rpId, origin)) {
      problem(`RP_ID must be the host of APP_URL (${origin.hostname}) or a parent domain of it.`);
    } else if (rpId !== origin.hostname && isPublicSuffix(rpId)) {
      problem(`RP_ID cannot be ${rpId}: anyone can have a host under it. Use a domain that is yours alone.`);
    }
    const authSecret = required(values.AUTH_SECRET, `AUTH_SECRET is missing. ${MAKE_A_SECRET}`);
    judgeSecret('AUTH_SECRET', values.AUTH_SECRET, 32, problem);
    judgeSecret('AUTH_SECRET_PREVIOUS', values.AUTH_SECRET_PREVIOUS, 32, problem);
    if (authSecret && authSecret === values.AUTH_SECRET_PREVIOUS) {
      problem('AUTH_SECRET_PREVIOUS is the same as AUTH_SECRET. Give it the one before, or remove it.');
    }
    const database = 'postgres://user:password@host/name';
    required(databaseUrl(values), `DATABASE_URL is missing. Set it to your Postgres database: ${database}`);
    for (const name of DATABASES) address(values[name], name, /^postgres(ql)?:/, database);

    const [urlName, tokenName] =
      values.UPSTASH_REDIS_REST_URL || values.UPSTASH_REDIS_REST_TOKEN ? UPSTASH_NAMES : VERCEL_NAMES;
    const storeUrl = address(values[urlName], urlName, /^https?:/, 'https://name.upstash.io');
    const storeToken = key(values[tokenName], tokenName);
    if (!storeUrl !== !storeToken) problem(`${urlName} and ${tokenName} go together: set both, or neither.`);
    const resendApiKey = key(values.RESEND_API_KEY, 'RESEND_API_KEY');
    const smtpUrl = address(values.SMTP_URL, 'SMTP_URL', /^smtps?:\/\/./, 'smtp://user:password@host:587');
    if (resendApiKey && smtpUrl) {
      problem('RESEND_API_KEY and SMTP_URL are both set. Keep the one that mail should go through.');
    }
    if (!resendApiKey && !smtpUrl) problem('No way to send mail. Set RESEND_API_KEY or SMTP_URL.');
    const sender = 'Name <address@example.com>';
    const from = required(values.MAIL_FROM, `MAIL_FROM is missing. Set it to the sender: ${sender}`);
    if (from && !SENDER.test(from)) problem(`MAIL_FROM must look like ${sender}`);
    const hops = values.TRUSTED_PROXY_HOPS ?? (values.VERCEL ? '1' : '0');
    if (!/^\d$/.test(hops)) {
      problem('TRUSTED_PROXY_HOPS must be the number of proxies in front: 0, 1, 2.');
    }
    const cronSecret = key(values.CRON_SECRET, 'CRON_SECRET');
    judgeSecret('CRON_SECRET', cronSecret, 16, problem);
    if (cronSecret && values.AUTH_SECRET === cronSecret) {
      problem(`CRON_SECRET is the same as AUTH_SECRET. Give it one of its own. ${MAKE_A_SECRET}`);
    }
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
      /** Whether the platform, and not APP_URL, says what the origin is: a domain added there may change it. */
      originFromPlatform: !preview && !values.APP_URL,
      /** Whether this is a trial deployment on a host of its own, whose passkeys work nowhere else. */
      preview,
      /** What cookies are encrypted and signatures made with… */
      authSecret,
      /** …and what they are read with: while a secret is replaced, the one before is good as well. */
      authSecrets: [authSecret, ...(values.AUTH_SECRET_PREVIOUS ? [values.AUTH_SECRET_PREVIOUS] : [])],
      upstash: storeUrl && storeToken ? { url: storeUrl, token: storeToken } : null,
      mail: { from, resendApiKey, smtpUrl },
      /** Proxies in front whose X-Forwarded-For entries are to be believed. */
      trustedProxyHops: Number(hops),
      /** Whether headers that tell where a client is come from the platform, and not from the client. */
      platformTellsPlace: values.VERCEL !== null,
      /** Whether the server also runs while nobody asks for anything, so that it can keep time by itself. */
      keepsRunning: values.VERCEL === null,
      /** What a scheduler shows at /api/cron; null where there is none. */
      cronSecret,
      /** Where to report a vulnerability: a mailto: or https: address; null where nobody has said. */
      securityContact: contact,
      logLevel: logLevel ?? 'info',
      /** Whether traces are sent; where to, and how, the exporter reads from OpenTelemetry's own variables. */
      traces: Boolean(values.OTEL_EXPORTER_OTLP_ENDPOINT ?? values.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT),
    };
  });

/** Of the database, and of the way past its pooler, which migrations take. */
const DATABASES = [
  'DATABASE_URL',
  'POSTGRES_URL',
  'DATABASE_URL_UNPOOLED',
  'POSTGRES_URL_NON_POOLING',
] as const;
/** Upstash's own names, and those that Vercel gives. */
const UPSTASH_NAMES = ['UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN'] as const;
const VERCEL_NAMES = ['KV_REST_API_URL', 'KV_REST_API_TOKEN'] as const;
const LOG_LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const;
const SENDER = /^(?:[^<>@]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/;
const APP_NAME = /^\P{Cc}{1,64}$/u;

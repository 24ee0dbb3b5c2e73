/**
 * The application's configuration under test, without the addresses of its services. What a developer's shell or
 * `.env.local` may hold is blanked: no test reaches a service that it has not started.
 */
export const TEST_ENVIRONMENT = {
  APP_NAME: 'Latchkey',
  AUTH_SECRET: 'a-secret-for-tests-alone-0123456789-abcdefghijk',
  AUTH_SECRET_PREVIOUS: '',
  MAIL_FROM: 'Latchkey <latchkey@example.com>',
  CRON_SECRET: '',
  DATABASE_URL_UNPOOLED: '',
  KV_REST_API_URL: '',
  KV_REST_API_TOKEN: '',
  LOG_LEVEL: '',
  OTEL_EXPORTER_OTLP_ENDPOINT: '',
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: '',
  POSTGRES_URL: '',
  POSTGRES_URL_NON_POOLING: '',
  UPSTASH_REDIS_REST_URL: '',
  UPSTASH_REDIS_REST_TOKEN: '',
  RELATED_ORIGINS: '',
  RESEND_API_KEY: '',
  RP_ID: '',
  SECURITY_CONTACT: '',
  VERCEL: '',
  VERCEL_ENV: '',
  VERCEL_TARGET_ENV: '',
};

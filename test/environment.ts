/**
 * The application's configuration under test, without the addresses of its services. What a developer's shell or
 * `.env.local` may hold is blanked: no test reaches a service that it has not started.
 */
export const TEST_ENVIRONMENT = {
  APP_NAME: 'Latchkey',
  AUTH_SECRET: 'a-secret-for-tests-alone-0123456789-abcdefghijk',
  MAIL_FROM: 'Latchkey <latchkey@example.com>',
  CRON_SECRET: '',
  KV_REST_API_URL: '',
  KV_REST_API_TOKEN: '',
  UPSTASH_REDIS_REST_URL: '',
  UPSTASH_REDIS_REST_TOKEN: '',
  RESEND_API_KEY: '',
  RP_ID: '',
};

import { TEST_ENVIRONMENT } from '../environment';

const { AUTH_SECRET, MAIL_FROM } = TEST_ENVIRONMENT;

export const ORIGIN = 'https://latchkey.example.com';

/** What the builds and functions of a production deployment are given: by the platform, and by whoever deploys. */
export const PRODUCTION = {
  VERCEL: '1',
  VERCEL_ENV: 'production',
  VERCEL_TARGET_ENV: 'production',
  VERCEL_REGION: 'iad1',
  VERCEL_URL: 'latchkey-0123abc-team.vercel.app',
  VERCEL_BRANCH_URL: 'latchkey-git-main-team.vercel.app',
  VERCEL_PROJECT_PRODUCTION_URL: new URL(ORIGIN).host,
  AUTH_SECRET,
  MAIL_FROM,
  CRON_SECRET: 'a-cron-secret-for-tests-alone',
  RESEND_API_KEY: 're_for_tests_alone',
};

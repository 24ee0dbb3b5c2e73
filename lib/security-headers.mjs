/**
 * Sent with the scripts and style sheets of the build, which no browser takes for a document: what the rest is about. A page
 * has several of them, and some are no larger than all headers would be.
 */
export const fileHeaders = {
  'Strict-Transport-Security': 'max-age=63072000; includeSubDomains; preload',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/**
 * Sent with everything else, also where no page, handler or middleware runs: pictures, the framework's own redirects and
 * errors, but not what Node's parser refuses. next.config.mjs and lib/http-exchange.ts see to that.
 */
export const securityHeaders = {
  ...fileHeaders,
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Permissions-Policy':
    'publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), microphone=(), geolocation=()',
};

/** The Content Security Policy of what is no page: nothing. Pages get one with a nonce (middleware.ts). */
export const lockedPolicy = { 'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'" };

/** Answered with data, pictures or redirects, never with a page. */
export const withoutPage = [
  '/.well-known/change-password',
  '/.well-known/passkey-endpoints',
  '/.well-known/security.txt',
  '/.well-known/webauthn',
  '/account/data/download',
  '/api/cron/purge',
  '/api/cron/recovery',
  '/api/health',
  '/apple-icon.png',
  '/favicon.ico',
  '/icon.svg',
  '/manifest.webmanifest',
  '/robots.txt',
  '/sign-in/check-email/status',
  '/sign-in/passkey-options',
];

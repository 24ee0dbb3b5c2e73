/** Sent with everything, also where no page or middleware runs: static files, errors. Pages add their CSP in middleware.ts. */
const headers = [
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains; preload' },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Cross-Origin-Resource-Policy', value: 'same-origin' },
  {
    key: 'Permissions-Policy',
    value:
      'publickey-credentials-get=(self), publickey-credentials-create=(self), camera=(), microphone=(), geolocation=()',
  },
];

/**
 * Where a secret stands in the address: no request ever quotes it. Not `no-referrer`, under which browsers send a form
 * with `Origin: null`, and the page's own button would be taken for a foreign one.
 */
const originOnly = [{ key: 'Referrer-Policy', value: 'strict-origin' }];

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  agentRules: false,
  reactStrictMode: true,
  // For images: a folder that runs without node_modules (docs/self-host.md). `npm start` does without, and would warn.
  output: process.env.BUILD_STANDALONE ? 'standalone' : undefined,
  serverExternalPackages: ['@node-rs/argon2', 'pino', 'nodemailer'],
  // The framework reads a body before middleware.ts can refuse it; above policy.bodyLimit, so that it gets to refuse.
  experimental: { proxyClientMaxBodySize: '200kb' },
  // `npm run typecheck` does this, for tests and scripts as well.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    { source: '/:path*', headers },
    { source: '/sign-in/link', headers: originOnly },
    { source: '/sign-in/operator', headers: originOnly },
    { source: '/account/profile/confirm', headers: originOnly },
    { source: '/not-me/:path*', headers: originOnly },
  ],
};

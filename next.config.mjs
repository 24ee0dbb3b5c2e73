import { fileHeaders, lockedPolicy, securityHeaders, withoutPage } from './lib/security-headers.mjs';

/**
 * Where a secret stands in the address: no request ever quotes it. Not `no-referrer`, under which browsers send a form
 * with `Origin: null`, and the page's own button would be taken for a foreign one.
 */
const originOnly = [{ key: 'Referrer-Policy', value: 'strict-origin' }];

/**
 * The options that a passkey answers come beside the page, before any script of it is here to ask for them. Fetched like this by
 * app/sign-in/passkey-request.ts.
 */
const optionsAhead = [
  { key: 'Link', value: '</sign-in/passkey-options>; rel=preload; as=fetch; crossorigin' },
];

/** @param {Record<string, string>} headers */
const asList = (headers) => Object.entries(headers).map(([key, value]) => ({ key, value }));

/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  agentRules: false,
  reactStrictMode: true,
  // We resize no pictures, and nobody else should have us do so.
  images: { unoptimized: true },
  // For container images: a folder that runs without node_modules (docs/self-host.md). `npm start` does without, and would warn.
  output: process.env.BUILD_STANDALONE ? 'standalone' : undefined,
  serverExternalPackages: ['@node-rs/argon2', 'pino', 'nodemailer'],
  experimental: {
    // The framework reads a body before middleware.ts can refuse it; above policy.bodyLimit, so that it gets to refuse.
    proxyClientMaxBodySize: '200kb',
    // One script of the framework's code, one of a page's: each costs headers, and packs worse alone (docs/decisions/018).
    turbopackChunking: { minChunkSize: 2_000_000, maxMergeChunkSize: 10_000_000 },
    // Routes are loaded when they are first asked for: a server answers sooner, and holds in memory what it serves.
    preloadEntriesOnStart: false,
  },
  // `npm run typecheck` does this, for tests and scripts as well.
  typescript: { ignoreBuildErrors: true },
  headers: async () => [
    { source: '/_next/static/:path*', headers: asList(fileHeaders) },
    { source: '/((?!_next/static/).*)', headers: asList(securityHeaders) },
    // Never for a page: whose policy wins, this one or that of middleware.ts, is for each platform to decide.
    ...withoutPage.map((source) => ({ source, headers: asList(lockedPolicy) })),
    { source: '/sign-in', headers: optionsAhead },
    { source: '/sign-in/link', headers: originOnly },
    { source: '/sign-in/operator', headers: originOnly },
    { source: '/account/profile/confirm', headers: originOnly },
    { source: '/not-me/:path*', headers: originOnly },
  ],
};

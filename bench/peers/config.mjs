/** @type {import('next').NextConfig} */
export default {
  poweredByHeader: false,
  agentRules: false,
  typescript: { ignoreBuildErrors: true, tsconfigPath: '../tsconfig.json' },
  // Not the application's own root above it, whose lock file Next would find.
  turbopack: { root: import.meta.dirname },
  outputFileTracingRoot: import.meta.dirname,
};

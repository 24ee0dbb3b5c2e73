import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: {
    alias: {
      '@': import.meta.dirname,
      // The marker throws outside a React server; tests are no bundle that could leak.
      'server-only': join(import.meta.dirname, 'node_modules/server-only/empty.js'),
    },
  },
  test: {
    include: ['{app,bench,components,db,lib,local,operate,test}/**/*.test.{ts,tsx}', '*.test.ts'],
    // They take a build: `node test/run.mjs vercel`.
    exclude: ['**/node_modules/**', 'test/vercel/**'],
    globalSetup: 'test/global-setup.ts',
    setupFiles: 'test/setup.ts',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // next-auth imports next/server without its extension, which Node alone does not find.
    server: { deps: { inline: ['next-auth'] } },
  },
});

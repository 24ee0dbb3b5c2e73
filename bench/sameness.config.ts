import { defineConfig } from '@playwright/test';

/** `npm run sameness`: the servers of the journeys, in one process, and what asks them in another. No gate: it measures. */
export default defineConfig({
  testDir: '.',
  testMatch: 'sameness.ts',
  globalSetup: '../e2e/servers.ts',
  outputDir: '../test-results/sameness',
  workers: 1,
  timeout: 0,
  reporter: 'line',
});

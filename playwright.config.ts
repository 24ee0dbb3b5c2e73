import { defineConfig } from '@playwright/test';
import { findChromium } from './test/requirements.mjs';

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/servers.ts',
  // Every journey has an account, a browser and a client address of its own.
  fullyParallel: true,
  workers: 2,
  timeout: 90_000,
  expect: {
    timeout: 15_000,
    toPass: { timeout: 15_000 },
    toMatchAriaSnapshot: { pathTemplate: 'e2e/reading-order/{arg}{ext}' },
  },
  reporter: 'list',
  projects: [
    { name: 'journeys', testIgnore: 'log.spec.ts', teardown: 'log' },
    // What the journeys have left in the log.
    { name: 'log', testMatch: 'log.spec.ts' },
  ],
  use: {
    baseURL: process.env.E2E_APP_URL,
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: findChromium() ?? undefined,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});

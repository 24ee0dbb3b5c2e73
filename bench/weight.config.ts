import { defineConfig } from '@playwright/test';
import journeys from '../playwright.config';

/** `npm run weight`: what each page makes a browser load, of the production build. No gate: it measures. */
export default defineConfig({
  ...journeys,
  testDir: '.',
  testMatch: 'weight.ts',
  globalSetup: '../e2e/servers.ts',
  outputDir: '../test-results/weight',
  projects: undefined,
  workers: 1,
  timeout: 0,
  reporter: 'line',
});

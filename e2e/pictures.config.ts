import { defineConfig } from '@playwright/test';
import journeys from '../playwright.config';

/** `npm run pictures`: every page and state in every look, as sharp as screens are. */
export default defineConfig({
  ...journeys,
  testDir: '.',
  testMatch: ['gallery.spec.ts', 'brand.spec.ts'],
  globalSetup: './servers.ts',
  projects: undefined,
  use: { ...journeys.use, deviceScaleFactor: 2 },
});

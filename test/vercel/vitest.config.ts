import { defineConfig } from 'vitest/config';
import project from '../../vitest.config';

/** Tests of what `vercel build` makes; they take a build, and therefore run by themselves. */
export default defineConfig({
  ...project,
  test: {
    ...project.test,
    include: ['test/vercel/*.test.ts'],
    exclude: ['**/node_modules/**'],
    globalSetup: 'test/vercel/global-setup.ts',
  },
});

import { randomInt } from 'node:crypto';
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  type ConsoleMessage,
  expect,
  type Page,
} from '@playwright/test';
import { inbox } from './inbox';

export const test = base.extend<Fixtures>({
  // Every journey is a client of its own: limits per client do not couple them.
  extraHTTPHeaders: ({ extraHTTPHeaders }, provide) => provide({ ...extraHTTPHeaders, ...clientAddress() }),

  inbox,

  appUrl: ({ baseURL }, provide) => provide(baseURL ?? ''),

  // Whatever a journey is about: none of its pages does what its policy forbids.
  violations: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs from here.
    async ({}, provide) => {
      const violations: string[] = [];
      await provide(violations);
      expect(violations, 'what browsers reported against the policy of their pages').toEqual([]);
    },
    { auto: true },
  ],

  context: async ({ context, violations }, provide) => {
    context.on('console', (message) => noteViolation(violations, message));
    await provide(context);
  },

  openBrowser: async ({ browser, violations }, provide) => {
    const contexts: BrowserContext[] = [];
    await provide(async (options) => {
      const context = await browser.newContext({ extraHTTPHeaders: clientAddress(), ...options });
      context.on('console', (message) => noteViolation(violations, message));
      contexts.push(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export { expect };

/** The header by which a client says which one it is. */
export function clientAddress() {
  return { 'X-Forwarded-For': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` };
}

function noteViolation(violations: string[], message: ConsoleMessage): void {
  if (/Content Security Policy|trusted/i.test(message.text())) violations.push(message.text());
}

interface Fixtures {
  /** What browsers reported against the policy of a page. A journey that provokes it empties the list. */
  violations: string[];
  inbox: typeof inbox;
  /** The origin of the application under test. */
  appUrl: string;
  /** A page in another browser, which shares nothing with the first, not even its address. */
  openBrowser(options?: BrowserContextOptions): Promise<Page>;
}

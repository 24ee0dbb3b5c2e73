import { randomInt } from 'node:crypto';
import { type BrowserContext, type BrowserContextOptions, test as base, type Page } from '@playwright/test';
import { inbox } from './inbox';

export const test = base.extend<Fixtures>({
  // Every journey is a client of its own: limits per client do not couple them.
  extraHTTPHeaders: ({ extraHTTPHeaders }, provide) => provide({ ...extraHTTPHeaders, ...clientAddress() }),

  inbox,

  openBrowser: async ({ browser }, provide) => {
    const contexts: BrowserContext[] = [];
    await provide(async (options) => {
      const context = await browser.newContext({ ...options, extraHTTPHeaders: clientAddress() });
      contexts.push(context);
      return context.newPage();
    });
    await Promise.all(contexts.map((context) => context.close()));
  },
});

export const { expect } = test;

/** The header by which a client says which one it is. */
export function clientAddress() {
  return { 'X-Forwarded-For': `10.${randomInt(256)}.${randomInt(256)}.${randomInt(256)}` };
}

interface Fixtures {
  inbox: typeof inbox;
  /** A page in another browser, which shares nothing with the first, not even its address. */
  openBrowser(options?: BrowserContextOptions): Promise<Page>;
}

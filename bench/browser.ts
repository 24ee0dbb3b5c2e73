import { type Browser, chromium, type Page } from '@playwright/test';
import journeys from '../playwright.config';
import { openVisitor, type Visitor } from './visitor';

/** The Chromium of the journeys. */
export function launch(): Promise<Browser> {
  return chromium.launch(journeys.use?.launchOptions);
}

/** A page in a browser that has never been anywhere, or that holds what a visitor holds, with what can be had of it over its wire. */
export async function openPage(browser: Browser, origin: string, visitor: Visitor = openVisitor(origin)) {
  const context = await browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': visitor.client } });
  const cookies = [...visitor.cookies].map(([name, value]) => ({ name, value, url: origin }));
  await context.addCookies(cookies);
  await context.addInitScript({ path: 'bench/watch-page.mjs' });
  const page = await context.newPage();
  const wire = await context.newCDPSession(page);
  await wire.send('Network.enable');
  return {
    page,
    wire,
    /** A phone of the middle range on slow 4G, as Lighthouse has it. */
    async slowDown() {
      await wire.send('Emulation.setCPUThrottlingRate', { rate: 4 });
      await wire.send('Network.emulateNetworkConditions', SLOW_4G);
    },
    noted: (name: Noted) => notedBy(page, name),
    close: () => context.close(),
  };
}

/** When this has happened; waits until it has. */
async function notedBy(page: Page, name: Noted): Promise<number> {
  const noted = await page.waitForFunction((key) => sessionStorage.getItem(key), name, { timeout: 30_000 });
  return Number(await noted.jsonValue());
}

const SLOW_4G = {
  offline: false,
  latency: 150,
  downloadThroughput: 1_638_400 / 8,
  uploadThroughput: 750_000 / 8,
};

export type OpenPage = Awaited<ReturnType<typeof openPage>>;
type Noted = 'opened' | 'clicked' | 'pending' | 'arrived';

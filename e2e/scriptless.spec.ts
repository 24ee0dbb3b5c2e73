import { type BrowserContextOptions, expect, type Page, type Response } from '@playwright/test';
import { expectToFit } from './accessible';
import { test } from './fixtures';
import { openState } from './gallery/open-state';
import { states } from './gallery/states';
import { expectValid } from './valid-html';

for (const state of states.filter(({ scripted }) => !scripted)) {
  test(`${state.name}, without JavaScript: valid, and nothing on it waits for a script`, async ({
    openBrowser,
  }) => {
    const pages: Response[] = [];
    const openScriptless = async (options?: BrowserContextOptions) => {
      const opened = await openBrowser({ ...options, javaScriptEnabled: false });
      opened.on('response', (answer) => answer.request().isNavigationRequest() && pages.push(answer));
      return opened;
    };
    const page = await openState(state, openScriptless, { as: 'ida-' });
    await expectValid((await pages.at(-1)?.text()) ?? '');
    await expectToFit(page);
    await expectNothingDead(page);
  });
}

/** What only a script can do is there only where the page says so. */
async function expectNothingDead(page: Page) {
  const dead = page.locator('button[type=button]:not([command])').filter({ visible: true });
  if ((await dead.count()) > 0) await expect(page.locator('main')).toContainText('JavaScript');
}

import type { Page } from '@playwright/test';

/** From now on, what a page sends is lost on its way, or nothing ever comes back. */
export async function losePosts(page: Page, how: 'cut' | 'never answered') {
  await page.route('**/*', async (route) => {
    if (route.request().method() !== 'POST') await route.continue();
    else if (how === 'cut') await route.abort('connectionreset');
  });
}

import { expect, test } from './fixtures';

test('a link says that its page is on the way, when that takes long', async ({ page }) => {
  await page.goto('/');
  let answer = () => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/\/sign-in\?_rsc=/, async (route) => {
    await answered;
    await route.continue();
  });

  const link = page.getByRole('link', { name: 'Sign in', exact: true });
  const line = link.locator('.animate-wait');
  await expect(line).toHaveCount(0);
  await link.click();
  await expect(line).toBeVisible();
  answer();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

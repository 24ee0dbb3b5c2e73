import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { addAuthenticator } from './authenticator';
import { expect, test } from './fixtures';
import { askForLink, register, somebody } from './steps';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 } });

    test('every page passes WCAG 2.2 AA and fits a narrow phone', async ({ page, openBrowser }) => {
      const person = somebody();
      for (const path of [
        '/',
        '/sign-in',
        '/sign-in?notice=link-used',
        '/nowhere',
        '/sign-in/link?token=x',
      ]) {
        await page.goto(path);
        await expectAccessible(page);
      }
      await page.goto('/register');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByText('Enter an email address')).toBeVisible();
      await expectAccessible(page);

      await addAuthenticator(page);
      const mail = await register(page, person);
      await expectAccessible(page);
      await page.goto('/account');
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Create a passkey' }).click();
      await expect(page.getByText('Your passkey is ready')).toBeVisible();
      await expectAccessible(page);

      const other = await openBrowser({ colorScheme, viewport: { width: 360, height: 740 } });
      await other.goto(mail.link);
      await expectAccessible(other);
      await askForLink(other, person.email);
      await expectAccessible(other);
    });
  });
}

async function expectAccessible(page: Page) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
  expect(violations, page.url()).toEqual([]);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

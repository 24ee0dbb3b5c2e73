import { expectAccessible } from './accessible';
import { ageAuthentication } from './accounts';
import { addAuthenticator } from './authenticator';
import { expect, test } from './fixtures';
import { askForLink, register, somebody } from './steps';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 } });

    test('every page passes WCAG 2.2 AA and fits a narrow phone', async ({ page, openBrowser }) => {
      // Some thirty audits, one after the other.
      test.setTimeout(240_000);
      const person = somebody();
      for (const path of [
        '/',
        '/sign-in',
        '/sign-in?notice=link-used',
        '/nowhere',
        '/sign-in/link?token=x',
        '/sign-in/recover',
        '/account/profile/confirm?token=x',
        '/not-me?token=x',
        '/goodbye',
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

      for (const path of ['profile', 'passkeys', 'security', 'sessions', 'activity', 'data']) {
        await page.goto(`/account/${path}`);
        await expectAccessible(page);
      }
      await page.getByRole('button', { name: 'Delete account' }).click();
      await expect(page.getByRole('button', { name: 'Delete my account' })).toBeVisible();
      await expectAccessible(page);

      await page.goto('/account/passkeys');
      await page.getByRole('button', { name: 'Rename' }).click();
      await expect(page.getByRole('textbox', { name: 'Name' })).toBeVisible();
      await expectAccessible(page);
      await page.keyboard.press('Escape');
      await ageAuthentication(person);
      await page.getByRole('button', { name: 'Delete' }).click();
      await page.getByRole('button', { name: 'Delete passkey' }).click();
      await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeVisible();
      await expectAccessible(page);

      const other = await openBrowser({ colorScheme, viewport: { width: 360, height: 740 } });
      await other.goto(mail.link);
      await expectAccessible(other);
      await askForLink(other, person.email);
      await expectAccessible(other);
    });
  });
}

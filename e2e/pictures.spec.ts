import type { Page } from '@playwright/test';
import { ageAuthentication } from './accounts';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { askToRegister, signOut, somebody } from './steps';

for (const [size, viewport] of Object.entries({
  desktop: { width: 1120, height: 720 },
  phone: { width: 360, height: 740 },
})) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`pictures of every page, ${size}, ${colorScheme}`, async ({ openBrowser, inbox }) => {
      const page = await openBrowser({ viewport, colorScheme });
      const take = (name: string) => picture(page, `${name}-${size}-${colorScheme}`);
      await withoutAutofill(page);
      await addAuthenticator(page);
      const person = { ...somebody(), name: 'Ada Lovelace' };

      await page.goto('/');
      await take('start');
      await page.goto('/sign-in');
      await take('sign-in');
      await page.goto('/register');
      await page.getByRole('button', { name: 'Create account' }).click();
      await expect(page.getByText('Enter an email address')).toBeVisible();
      await take('register');

      await askToRegister(page, person);
      await take('check-email');
      const { link } = await inbox.latest(person.email);
      const stranger = await openBrowser({ viewport, colorScheme });
      await stranger.goto(link);
      await picture(stranger, `elsewhere-${size}-${colorScheme}`);

      await page.goto(link);
      await expect(page).toHaveURL(/\/welcome$/);
      await take('welcome');
      await page.goto('/account');
      await take('account-offer');
      await page.getByRole('button', { name: 'Create a passkey' }).click();
      await expect(page.getByText('Your passkey is ready')).toBeVisible();
      await take('account');
      for (const path of ['profile', 'passkeys', 'security', 'sessions', 'activity', 'data']) {
        await page.goto(`/account/${path}`);
        await take(`account-${path}`);
      }
      await page.goto('/account/passkeys');
      await ageAuthentication(person);
      await page.getByRole('button', { name: 'Delete' }).click();
      await take('delete-passkey');
      await page.getByRole('button', { name: 'Delete passkey' }).click();
      await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeVisible();
      await take('step-up');
      await page.goto('/account');
      await signOut(page);
      await take('welcome-back');
    });
  }
}

async function picture(page: Page, name: string) {
  await page.waitForLoadState('networkidle');
  await page.screenshot({ path: `test-results/pictures/${name}.png`, animations: 'disabled' });
}

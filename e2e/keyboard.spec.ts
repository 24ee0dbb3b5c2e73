import type { Page } from '@playwright/test';
import { insertAccount } from './accounts';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { inbox } from './inbox';
import { stopsFromHere, tabTo } from './keyboard';
import { somebody } from './steps';

const heading = { level: 1 } as const;

test('by keyboard alone, somebody registers, mends what was refused, creates a passkey and signs out', async ({
  page,
}) => {
  const person = somebody();
  await withoutAutofill(page);
  await addAuthenticator(page);
  await page.goto('/');
  expect(await stopsFromHere(page, 4)).toEqual([
    'Skip to content',
    'Latchkey',
    'Create your account',
    'Sign in',
  ]);

  await page.goto('/register');
  await tabTo(page, page.getByRole('link', { name: 'Skip to content' }));
  await page.keyboard.press('Enter');
  await expect(main(page)).toBeFocused();
  await tabTo(page, page.getByLabel('Name', { exact: true }));
  await page.keyboard.type(person.name);
  await page.keyboard.press('Enter');
  // What is missing first, not what was typed.
  await expect(page.getByLabel('Username')).toBeFocused();
  await page.keyboard.type(person.username);
  await tabTo(page, page.getByLabel('Email'));
  await page.keyboard.type(person.email);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', heading)).toHaveText('Check your email');

  await page.goto((await inbox.latest(person.email)).link);
  await expect(page.getByRole('heading', heading)).toHaveText('Create a passkey');
  await expect(main(page)).toBeFocused();
  await tabTo(page, page.getByRole('button', { name: 'Create a passkey' }));
  await page.keyboard.press('Space');
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  await expect(main(page)).toBeFocused();
  expect(await stopsFromHere(page, 2)).toEqual(['Passkey name', 'Save name']);

  await page.reload();
  const header = ['Skip to content', 'Latchkey', 'Sign out'];
  expect(await stopsFromHere(page, 5)).toEqual([...header, 'Overview', 'Profile']);
  await page.reload();
  await tabTo(page, page.getByRole('button', { name: 'Sign out' }));
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(main(page)).toBeFocused();
});

test('by keyboard alone, somebody signs in by code, adds, renames and deletes a passkey, and changes their name', async ({
  page,
}) => {
  const person = somebody();
  await insertAccount(person);
  await withoutAutofill(page);
  await addAuthenticator(page);

  await page.goto('/sign-in');
  const identifier = page.getByLabel('Email or username');
  await tabTo(page, identifier);
  await page.keyboard.press('Enter');
  await expect(identifier).toHaveAccessibleDescription(/./);
  await expect(identifier).toBeFocused();
  await page.keyboard.type(person.email);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', heading)).toHaveText('Check your email');
  // The page is there for it.
  await expect(page.getByLabel('Code')).toBeFocused();
  await page.keyboard.type('ZZZZ-ZZZZ');
  await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/not right/);
  await expect(page.getByLabel('Code')).toBeFocused();
  await page.keyboard.type((await inbox.latest(person.email)).code);
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  await expect(main(page)).toBeFocused();

  await page.reload();
  await tabTo(page, navigation(page, 'Passkeys'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', heading)).toHaveText('Passkeys');
  await tabTo(page, page.getByRole('button', { name: 'Add a passkey' }));
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your passkey is ready')).toBeVisible();

  const rename = page.getByRole('button', { name: 'Rename' });
  const dialog = page.getByRole('dialog');
  const name = dialog.getByLabel('Name');
  await tabTo(page, rename);
  await page.keyboard.press('Enter');
  await expect(name).toBeFocused();
  await expectTrapped(page, 5);
  await page.keyboard.press('Escape');
  await expect(rename).toBeFocused();
  await page.keyboard.press('Space');
  await expect(name).toBeFocused();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Enter');
  await expect(name).toHaveAccessibleDescription(/./);
  await expect(name).toBeFocused();
  await page.keyboard.type('Blue key');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listitem', { name: 'Blue key' })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(rename).toBeFocused();

  await tabTo(page, page.getByRole('button', { name: 'Delete' }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Delete' })).toBeVisible();
  await tabTo(page, dialog.getByRole('button', { name: 'Delete passkey' }));
  await page.keyboard.press('Enter');
  // Whoever has a passkey proves it with a passkey.
  await expect(page.getByRole('button', { name: 'Use a passkey' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The passkey is deleted')).toBeVisible();
  await expect(main(page)).toBeFocused();

  await page.reload();
  await tabTo(page, navigation(page, 'Profile'));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', heading)).toHaveText('Profile');
  await tabTo(page, page.getByLabel('Name', { exact: true }));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Ada King');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Saved.' })).toBeVisible();
  await expect(main(page)).toBeFocused();
});

/** The page's content, which has the focus where a page was come to without loading it. */
function main(page: Page) {
  return page.getByRole('main');
}

function navigation(page: Page, name: string) {
  return page.getByRole('navigation', { name: 'Account' }).getByRole('link', { name });
}

/** However often Tab is pressed, the focus stays in the dialog, or is in the browser's own controls. */
async function expectTrapped(page: Page, presses: number) {
  for (let n = 0; n < presses; n++) {
    await page.keyboard.press('Tab');
    const outside = await page.evaluate(() =>
      document.activeElement?.closest('body > *') && !document.activeElement.closest('dialog')
        ? document.activeElement.outerHTML
        : null,
    );
    expect(outside).toBeNull();
  }
}

import type { Page } from '@playwright/test';
import ar from '../lib/messages/ar.json' with { type: 'json' };
import de from '../lib/messages/de.json' with { type: 'json' };
import { insertAccount, openSession } from './accounts';
import { expect, test } from './fixtures';
import { askForLink, somebody } from './steps';

const heading = { level: 1 } as const;

test('a browser is spoken to in the language that it prefers, and in English where it prefers none of ours', async ({
  openBrowser,
}) => {
  for (const [locale, language, direction, words] of [
    ['de-AT', 'de', 'ltr', de.signIn.heading],
    ['ar-EG', 'ar', 'rtl', ar.signIn.heading],
    ['fr-FR', 'en', 'ltr', 'Sign in'],
  ] as const) {
    const page = await openBrowser({ locale });
    await page.goto('/sign-in');
    await expect(page.getByRole('heading', heading)).toHaveText(words);
    await expectLanguage(page, language, direction);
  }
});

test('a language is chosen at the foot of any page, without leaving it or losing what was typed, and stays', async ({
  page,
}) => {
  await page.goto('/register');
  await page.getByLabel('Name', { exact: true }).fill('Ada');
  await page.getByRole('button', { name: 'العربية' }).click();
  await expectLanguage(page, 'ar', 'rtl');
  await expect(page).toHaveURL(/\/register$/);
  await expect(page.locator('[name=name]')).toHaveValue('Ada');
  await page.goto('/sign-in');
  await expectLanguage(page, 'ar', 'rtl');
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Sign in');
});

test('a language is chosen without JavaScript', async ({ openBrowser }) => {
  const page = await openBrowser({ javaScriptEnabled: false });
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText(de.signIn.heading);
  await expectLanguage(page, 'de', 'ltr');
});

test('refusals come in the language of the page', async ({ openBrowser }) => {
  const page = await openBrowser({ locale: 'de-DE' });
  await page.goto('/register');
  await page.locator('[name=name]').fill('Ada');
  await page.locator('[name=name]').press('Enter');
  await expect(page.getByText(de.fields.email)).toBeVisible();
  await expect(page.getByText(de.fields.username)).toBeVisible();
});

test('a mail that was asked for is in the language of the page; an owner is written to in the one they chose last', async ({
  page,
  openBrowser,
  inbox,
}) => {
  const person = somebody();
  await insertAccount(person);
  await openSession(page.context(), person, 'Chrome on macOS');
  await page.goto('/account');
  await page.getByRole('button', { name: 'Deutsch' }).click();
  await expectLanguage(page, 'de', 'ltr');

  const elsewhere = await openBrowser();
  await askForLink(elsewhere, person.email);
  const asked = await inbox.latest(person.email);
  expect(asked.html).toContain('lang="en"');
  await elsewhere.goto(asked.link);
  await expect(elsewhere.getByRole('heading', heading)).toHaveText('Your account');
  const told = await inbox.latest(person.email, { since: asked });
  expect(told.html).toContain('lang="de"');
});

async function expectLanguage(page: Page, language: string, direction: 'ltr' | 'rtl') {
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.locator('html')).toHaveAttribute('dir', direction);
}

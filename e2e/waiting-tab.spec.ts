import type { Page } from '@playwright/test';
import { countSessions, insertAccount } from './accounts';
import { expect, test } from './fixtures';
import { askForLink, askToRegister, somebody } from './steps';

const heading = { level: 1 } as const;

test('a code pasted with the sentence around it sends itself', async ({ page, inbox }) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  const { code } = await inbox.latest(person.email);
  await paste(page, `Or type this code: ${code}\nGood until 14:03.`);
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  expect(await countSessions(person)).toBe(1);
});

test('a typed code sends itself at its end, once, and not while its middle is mended', async ({ page }) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  const posts = countPosts(page);
  const field = page.getByLabel('Code');
  await expect(field).toBeFocused();

  await field.pressSequentially('zzzz zzzz');
  await expect(page.getByText('That code is not right')).toBeVisible();
  expect(posts()).toBe(1);
  // What was refused is chosen, so that typing replaces it.
  await field.pressSequentially('zzzz-zzzz');
  await expect(field).toHaveValue('zzzz-zzzz');
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  await page.keyboard.type('y');
  await expect(field).toHaveValue('yzzz-zzzz');
  expect(posts()).toBe(1);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect.poll(posts).toBe(2);
});

test('after ten minutes the tab says that the mail is too old, and sends another without being reloaded', async ({
  page,
}) => {
  const person = somebody();
  await insertAccount(person);
  await page.clock.install();
  await askForLink(page, person.email);
  await page.clock.fastForward('09:50');
  await expect(page.getByLabel('Code')).toBeVisible();
  await page.clock.fastForward('00:15');
  await expect(page.getByRole('status').filter({ hasText: 'The mail is too old by now.' })).toBeVisible();
  await expect(page.getByLabel('Code')).toHaveCount(0);
  await expect(page.getByText(person.email).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send again' })).toBeEnabled();
});

test('without a connection the tab says so, and goes on when it is back', async ({ page, inbox }) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  const { link } = await inbox.latest(person.email);
  await page.context().setOffline(true);
  const offline = page.getByText('You are offline. This page goes on when you are back.');
  await expect(offline).toBeVisible();
  await page.context().setOffline(false);
  await expect(offline).toBeHidden();
  await (await page.context().newPage()).goto(link);
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
});

test('the mailbox of a known provider is a link away, by what was typed alone', async ({ page }) => {
  const { username } = somebody();
  await askForLink(page, `${username}@googlemail.com`);
  const shortcut = page.getByRole('link', { name: 'Open Gmail' });
  await expect(shortcut).toHaveAttribute('href', 'https://mail.google.com/');
  await expect(shortcut).toHaveAttribute('rel', 'noreferrer');

  const person = { ...somebody(), email: `${username}@gmail.com` };
  await insertAccount(person);
  await askForLink(page, person.username);
  await expect(page.getByText(`If there is an account called ${person.username}`)).toBeVisible();
  await expect(page.getByRole('link', { name: /^Open / })).toHaveCount(0);
});

test('whoever mistyped goes back, finds everything there, and mends it', async ({ page }) => {
  const person = somebody();
  await askForLink(page, person.email);
  await changeAddress(page);
  await expect(page.getByRole('heading', heading)).toHaveText('Sign in');
  await expect(page.getByLabel('Email or username')).toHaveValue(person.email);

  await askToRegister(page, person);
  await changeAddress(page);
  await expect(page.getByRole('heading', heading)).toHaveText('Create your account');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(person.name);
  await expect(page.getByLabel('Username')).toHaveValue(person.username);
  await expect(page.getByLabel('Email')).toHaveValue(person.email);
});

test('an identifier typed on one page is there on the next, and in no address', async ({ page }) => {
  const { email } = somebody();
  await page.goto('/sign-in');
  await page.getByLabel('Email or username').fill(email);
  await page.getByRole('link', { name: 'Lost your passkeys?' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Recover your account');
  await expect(page.getByLabel('Email or username')).toHaveValue(email);
  await page.getByRole('button', { name: 'Start delayed recovery' }).click();
  await expect(page.getByText('If there is such an account, we have mailed it')).toBeVisible();
  await expect(page.getByLabel('Email or username')).toHaveValue(email);
  expect(page.url()).not.toContain('@');
});

test('a notice is said once: not again after a reload, nor beside what came later', async ({ page }) => {
  await page.goto('/sign-in?to=/account/profile&notice=signed-out');
  await expect(page.getByText('You are signed out.')).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in\?to=%2Faccount%2Fprofile$/);
  await page.reload();
  await expect(page.getByRole('button', { name: 'Email me a link' })).toBeVisible();
  await expect(page.getByText('You are signed out.')).toHaveCount(0);

  await page.goto('/sign-in?notice=signed-out');
  await expect(page).toHaveURL(/\/sign-in$/);
  await page.getByRole('button', { name: 'Email me a link' }).click();
  await expect(page.getByText('Enter your email address or username.')).toBeVisible();
  await expect(page.getByText('You are signed out.')).toHaveCount(0);
});

async function changeAddress(page: Page) {
  await page.getByText('Nothing arrived?').click();
  await page.getByRole('link', { name: 'Change it' }).click();
}

async function paste(page: Page, text: string) {
  await page.getByLabel('Code').evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text', pasted);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

function countPosts(page: Page): () => number {
  let posts = 0;
  page.on('request', (request) => {
    if (request.method() === 'POST') posts += 1;
  });
  return () => posts;
}

import { randomUUID } from 'node:crypto';
import { expect, type Page } from '@playwright/test';
import { inbox } from './inbox';

/** A person nobody has met before. */
export function somebody() {
  const username = `u${randomUUID().slice(0, 8)}`;
  return { name: `Ada ${username}`, username, email: `${username}@example.com` };
}

/** Fills in the registration form and sends it; ends in the waiting tab. */
export async function askToRegister(page: Page, person: Person) {
  await page.goto('/register');
  await page.getByLabel('Name', { exact: true }).fill(person.name);
  await page.getByLabel('Username').fill(person.username);
  await page.getByLabel('Email').fill(person.email);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your email');
}

/** Registers by the mailed link; ends on /welcome, signed in. */
export async function register(page: Page, person: Person) {
  await askToRegister(page, person);
  const mail = await inbox.latest(person.email);
  await page.goto(mail.link);
  await expect(page).toHaveURL(/\/welcome$/);
  return mail;
}

/** Registers and creates a passkey; ends on /account. The page needs an authenticator. */
export async function registerWithPasskey(page: Page, person: Person) {
  const mail = await register(page, person);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
  return mail;
}

/** Asks for a mail on /sign-in; ends in the waiting tab. */
export async function askForLink(page: Page, identifier: string) {
  await page.goto('/sign-in');
  await page.getByLabel('Email or username').fill(identifier);
  await page.getByRole('button', { name: 'Email me a link' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your email');
}

export async function signOut(page: Page) {
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
}

/** Types the code of a mail and presses Enter, as most do: where the code has sent itself by then, that does nothing. */
export async function enterCode(page: Page, code: string) {
  // Its name is another while an answer is awaited.
  await expect(page.getByRole('button', { name: 'Continue' })).toBeEnabled();
  await page.getByLabel('Code').fill(code);
  await page.keyboard.press('Enter');
}

export type Person = ReturnType<typeof somebody>;

import type { Page } from '@playwright/test';
import { countSessions, insertAccount } from '../accounts';
import { addAuthenticator, withoutAutofill } from '../authenticator';
import { expect, test } from '../fixtures';
import { inbox } from '../inbox';
import { askForLink, registerWithPasskey, signOut, somebody } from '../steps';

const heading = { level: 1 } as const;

test('CO8: a double click sends one mail and signs in once; back and reload show pages, and send nothing again', async ({
  page,
  inbox,
}) => {
  const person = somebody();
  await insertAccount(person);
  await page.goto('/sign-in');
  await page.getByLabel('Email or username').fill(person.email);
  const posts = countPosts(page, '/sign-in');
  await page.getByRole('button', { name: 'Email me a link' }).dblclick();
  await expect(page.getByRole('heading', heading)).toHaveText('Check your email');
  const { code } = await inbox.latest(person.email);

  await page.goBack();
  await expect(page.getByRole('heading', heading)).toHaveText('Sign in');
  await page.goForward();
  await page.reload();
  await expect(page.getByRole('heading', heading)).toHaveText('Check your email');
  // Whole, it sends itself: pressing as well sends nothing more.
  await page.getByLabel('Code').fill(code);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  expect(await countSessions(person)).toBe(1);

  await page.goBack();
  await expect(page.getByRole('heading', heading)).toHaveText(
    /Check your email|Sign in|Your account|Welcome back/,
  );
  await page.goForward();
  await page.reload();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  expect(await countSessions(person)).toBe(1);
  expect(await linksMailed(person.email)).toBe(1);
  expect(posts()).toBe(1);
});

test('CO8: without JavaScript, reloading what a form has answered says so, and sends and opens nothing more', async ({
  openBrowser,
  inbox,
}) => {
  const page = await openBrowser({ javaScriptEnabled: false });
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  await page.reload();
  await expect(page.getByRole('heading', heading)).toHaveText('Check your email');

  // A wrong code is answered where it was sent: reloading sends it again.
  await page.getByLabel('Code').fill('0000-0000');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('That code is not right')).toBeVisible();
  await page.reload();
  await expect(page.getByText('That code is not right')).toBeVisible();

  const { link } = await inbox.latest(person.email);
  await page.goto(link);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  await page.goBack();
  await page.reload();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  expect(await countSessions(person)).toBe(1);
  expect(await linksMailed(person.email)).toBe(1);
});

test('CO9: where autofill waits in one tab and the button is pressed in another, one signs in, and neither complains', async ({
  page,
}) => {
  await withoutAutofill(page);
  const authenticator = await addAuthenticator(page);
  const person = somebody();
  await registerWithPasskey(page, person);
  await signOut(page);
  const [passkey] = await authenticator.passkeys();

  const waiting = await page.context().newPage();
  const other = await addAuthenticator(waiting);
  await other.present(false);
  if (passkey) await other.keep(passkey);
  const armed = waiting.waitForResponse('**/sign-in/passkey-options');
  await waiting.goto('/sign-in');
  expect((await armed).status()).toBe(200);

  await page.bringToFront();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  expect(await countSessions(person)).toBe(1);
  await expect(waiting.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0);

  // Its own challenge is still good: it replaces the session of this browser.
  await waiting.bringToFront();
  await other.present(true);
  await waiting.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(waiting.getByRole('heading', heading)).toHaveText('Your account');
  expect(await countSessions(person)).toBe(1);
});

test('CO9: within one tab the button ends the autofill that waits, quietly, and signs in once', async ({
  page,
}) => {
  const authenticator = await addAuthenticator(page);
  const person = somebody();
  await registerWithPasskey(page, person);
  await authenticator.present(false);
  await signOut(page);
  // The page that signing out led to is asking as well.
  await page.goto('about:blank');
  const armed = page.waitForResponse('**/sign-in/passkey-options');
  await page.goto('/sign-in');
  expect((await armed).status()).toBe(200);
  // What waits does not notice who comes, only what the browser is asked next.
  await authenticator.present(true);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  expect(await countSessions(person)).toBe(1);
});

/** How many mails with a link have come to an address. */
async function linksMailed(address: string): Promise<number> {
  return (await inbox.all(address)).filter(({ text }) => text.includes('/sign-in/link?')).length;
}

/** How many POSTs a page has sent to a path since, autofill's aside. */
function countPosts(page: Page, path: string) {
  let posts = 0;
  page.on('request', (request) => {
    const isForm = request.headers()['content-type']?.startsWith('multipart/');
    if (request.method() === 'POST' && isForm && new URL(request.url()).pathname === path) posts += 1;
  });
  return () => posts;
}

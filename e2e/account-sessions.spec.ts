import type { Locator, Page } from '@playwright/test';
import { ageAuthentication, countSessions, insertAccount, insertEvents, openSession } from './accounts';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { inbox } from './inbox';
import { askForLink, enterCode, register, registerWithPasskey, signOut, somebody } from './steps';

const heading = { level: 1 } as const;
const endOthers = { name: 'Sign out everywhere else' } as const;

test('a person sees where they are signed in, and how', async ({ page, openBrowser }) => {
  const person = somebody();
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, person);
  await page.goto('/account/sessions');
  const here = page.getByRole('listitem', { name: /^Chrome/ });
  await expect(here).toContainText('This browser');
  await expect(here).toContainText('Signed in by email');
  await expect(here).toContainText('First seen');
  await expect(here.getByRole('button')).toHaveCount(0);
  await expect(page.getByRole('button', endOthers)).toHaveCount(0);

  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  await openSession((await openBrowser()).context(), person, 'Firefox on Linux');
  await page.goto('/account/sessions');
  await expect(page.getByRole('heading', heading)).toHaveText('Sessions');
  await expect(here).toContainText('with the passkey “');
  await expect(session(page, 'Firefox on Linux')).not.toContainText('This browser');
  await expect(page.locator('main').getByRole('listitem').first()).toContainText('This browser');
});

test('SE4: a session ended in another browser is refused with its very next request', async ({
  openBrowser,
}) => {
  const person = somebody();
  await insertAccount(person);
  const [page, other] = [await openBrowser(), await openBrowser()];
  await openSession(page.context(), person, 'Chrome on macOS');
  await openSession(other.context(), person, 'Firefox on Linux');
  await other.goto('/account/sessions');
  expect(await isSignedIn(other)).toBe(true);

  await page.goto('/account/sessions');
  await signOutButton(page, 'Firefox on Linux').click();
  await expect(page.getByText('That browser is signed out')).toBeVisible();
  await expect(session(page, 'Firefox on Linux')).toHaveCount(0);

  expect(await isSignedIn(other)).toBe(false);
  await other.getByRole('button', endOthers).click();
  await expect(other.getByText('You are signed out. Sign in and try again.')).toBeVisible();
  await other.goto('/account');
  await expect(other).toHaveURL(/\/sign-in/);
  expect(await isSignedIn(page)).toBe(true);
});

test('a session that has ended meanwhile is said to be gone', async ({ openBrowser }) => {
  const person = somebody();
  await insertAccount(person);
  const [page, other] = [await openBrowser(), await openBrowser()];
  await openSession(page.context(), person, 'Chrome on macOS');
  await openSession(other.context(), person, 'Firefox on Linux');
  await page.goto('/account/sessions');
  await other.goto('/account');
  await signOut(other);
  await signOutButton(page, 'Firefox on Linux').click();
  await expect(page.getByRole('alert').filter({ hasText: 'no such session' })).toBeVisible();
});

test('SE5: signing out everywhere else ends all but one, and the owner is told', async ({ openBrowser }) => {
  const person = somebody();
  await insertAccount(person);
  const [page, second, third] = [await openBrowser(), await openBrowser(), await openBrowser()];
  for (const browser of [page, second, third]) {
    await openSession(browser.context(), person, 'Firefox on Linux');
  }
  await page.goto('/account/sessions');
  await page.getByRole('button', endOthers).click();
  await expect(page.getByText('Every other browser is signed out')).toBeVisible();
  await expect(page.getByRole('button', endOthers)).toHaveCount(0);
  for (const other of [second, third]) expect(await isSignedIn(other)).toBe(false);
  expect(await isSignedIn(page)).toBe(true);

  const text = await noticeAbout(person.email, 'All other sessions of your Latchkey account were ended');
  expect(text).toContain('/not-me?token=');
  await page.goto('/account/activity');
  await expect(page.getByText('All 2 other sessions ended')).toBeVisible();
});

test('SE5, SE20: it is asked by mailed code whether it is they, then the ending goes on; the old cookie is dead', async ({
  openBrowser,
}) => {
  const person = somebody();
  await insertAccount(person);
  const [page, thief] = [await openBrowser(), await openBrowser()];
  await openSession(page.context(), person, 'Chrome on macOS');
  for (const device of ['Firefox on Linux', 'Safari on iOS']) {
    await openSession((await openBrowser()).context(), person, device);
  }
  await ageAuthentication(person);
  await thief.context().addCookies(await page.context().cookies());
  await page.goto('/account/sessions');

  await signOutButton(page, 'Firefox on Linux').click();
  const dialog = page.getByRole('dialog', { name: "Confirm it's you" });
  await dialog.getByRole('button', { name: 'Email me a code' }).click();
  await dialog.getByLabel('Code').fill('ZZZZ-ZZZZ');
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await expect(dialog.getByText('That code is not right')).toBeVisible();
  expect(await countSessions(person)).toBe(3);
  await dialog.getByLabel('Code').fill((await inbox.latest(person.email)).code);
  await dialog.getByRole('button', { name: 'Continue' }).click();

  await expect(page.getByText('That browser is signed out')).toBeVisible();
  await expect(session(page, 'Firefox on Linux')).toHaveCount(0);
  await expect(session(page, 'Safari on iOS')).toBeVisible();
  expect(await isSignedIn(thief)).toBe(false);

  // Confirmed once, it is not asked again.
  await page.getByRole('button', endOthers).click();
  await expect(page.getByText('Every other browser is signed out')).toBeVisible();
});

test('whoever has a passkey is asked for it', async ({ page, openBrowser }) => {
  const person = somebody();
  await withoutAutofill(page);
  const authenticator = await addAuthenticator(page);
  await registerWithPasskey(page, person);
  await openSession((await openBrowser()).context(), person, 'Firefox on Linux');
  await page.goto('/account/sessions');

  await page.getByRole('button', endOthers).click();
  const dialog = page.getByRole('dialog', { name: "Confirm it's you" });
  await expect(dialog.getByRole('button', { name: 'Email me a code' })).toHaveCount(0);
  await authenticator.recognises(false);
  await dialog.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(dialog.getByText('No passkey was used')).toBeVisible();
  expect(await countSessions(person)).toBe(2);
  await authenticator.recognises(true);
  await dialog.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByText('Every other browser is signed out')).toBeVisible();
  expect(await countSessions(person)).toBe(1);
});

test('without JavaScript, sessions are ended, a mailed code in between', async ({ openBrowser }) => {
  const person = somebody();
  await insertAccount(person);
  const page = await openBrowser({ javaScriptEnabled: false });
  await openSession(page.context(), person, 'Chrome on macOS');
  for (const device of ['Firefox on Linux', 'Safari on iOS', 'Opera on Windows']) {
    await openSession((await openBrowser()).context(), person, device);
  }
  await page.goto('/account/sessions');
  await signOutButton(page, 'Opera on Windows').click();
  await expect(page.getByText('That browser is signed out')).toBeVisible();

  await ageAuthentication(person);
  await page.goto('/account/sessions');
  await signOutButton(page, 'Firefox on Linux').click();
  await page.getByRole('button', { name: 'Email me a code' }).click();
  await page.getByLabel('Code').fill((await inbox.latest(person.email)).code);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('That browser is signed out')).toBeVisible();
  await expect(session(page, 'Firefox on Linux')).toHaveCount(0);

  await page.getByRole('button', endOthers).click();
  await expect(page.getByText('Every other browser is signed out')).toBeVisible();
  await expect(page.locator('main').getByRole('listitem')).toHaveCount(1);
});

test('a sign-in by mail in a browser not known before is told by mail', async ({ page }) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  await enterCode(page, (await inbox.latest(person.email)).code);
  const text = await noticeAbout(person.email, newSignIn);
  expect(text).toContain('signed in to your account by email');
  expect(text).toContain('/not-me?token=');
});

test('a browser stays known through signing out, and a newcomer is not told of the first', async ({
  page,
}) => {
  const person = somebody();
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, person);
  await signOut(page);
  await page.getByRole('button', { name: 'Use another account' }).click();
  await signInWithPasskey(page);
  await signOut(page);
  await page.context().clearCookies({ name: /known$/ });
  await signInWithPasskey(page);
  expect(await noticeAbout(person.email, newSignIn)).toContain('with a passkey');
  expect(await noticesAbout(person.email, newSignIn)).toHaveLength(1);
});

test('a person reads what happened to their account, page by page', async ({ page }) => {
  const person = somebody();
  await register(page, person);
  await page.goto('/account/activity');
  await expect(page.getByRole('heading', heading)).toHaveText('Activity');
  const events = page.locator('main').getByRole('listitem');
  await expect(events).toHaveCount(2);
  const signedIn = events.filter({ hasText: 'Signed in by email' });
  await expect(signedIn).toContainText('Chrome');
  await expect(signedIn.locator('time')).toHaveAttribute('datetime', /^\d{4}-.*Z$/);
  await expect(page.getByRole('link', { name: 'Older' })).toHaveCount(0);

  await insertEvents(person, 50);
  await page.reload();
  await expect(events).toHaveCount(25);
  await page.getByRole('link', { name: 'Older' }).click();
  await page.getByRole('link', { name: 'Newest' }).waitFor();
  await page.getByRole('link', { name: 'Older' }).click();
  await expect(events).toHaveCount(2);
  await expect(events.filter({ hasText: 'Account created' })).toHaveCount(1);
  await page.getByRole('link', { name: 'Newest' }).click();
  await expect(page).toHaveURL(/\/account\/activity$/);
  await expect(events).toHaveCount(25);

  for (const before of ['x', '-1', '9'.repeat(30), '%00', '1&before=2']) {
    const answer = await page.goto(`/account/activity?before=${before}`);
    expect(answer?.status()).toBe(200);
    await expect(events).toHaveCount(25);
  }
});

const newSignIn = 'New sign-in to your Latchkey account';

/** Sessions are named after their browser. */
function session(page: Page, device: string): Locator {
  return page.getByRole('listitem', { name: device, exact: true });
}

function signOutButton(page: Page, device: string): Locator {
  return session(page, device).getByRole('button', { name: 'Sign out', exact: true });
}

async function signInWithPasskey(page: Page) {
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
}

/** What the one route that is no page says. */
async function isSignedIn(page: Page): Promise<boolean> {
  const answer = await page.request.get('/sign-in/check-email/status');
  return (await answer.json()).signedIn;
}

/** The first mail of that subject; waits until it has come. */
async function noticeAbout(address: string, subject: string): Promise<string> {
  await expect.poll(() => noticesAbout(address, subject)).not.toEqual([]);
  return (await noticesAbout(address, subject))[0] ?? '';
}

async function noticesAbout(address: string, subject: string): Promise<string[]> {
  const mails = await inbox.all(address);
  return mails.filter((mail) => mail.subject === subject).map(({ text }) => text);
}

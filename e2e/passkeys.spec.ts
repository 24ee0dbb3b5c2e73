import { disable, insertAccount, removeCredentials } from './accounts';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { askForLink, enterCode, registerWithPasskey, signOut, somebody } from './steps';

test('a newcomer registers, creates a passkey, signs out, and signs in with it', async ({ page }) => {
  const person = somebody();
  await withoutAutofill(page);
  const authenticator = await addAuthenticator(page);
  await registerWithPasskey(page, person);
  await expect(page.getByText('Your passkey is ready')).toBeVisible();
  await expect(page.getByText(person.email)).toBeVisible();
  const [created] = await authenticator.passkeys();

  await signOut(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Welcome back, ${person.name}`);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
  await expect(page.getByText('with your passkey')).toBeVisible();
  await expect(page.getByRole('region', { name: 'Create a passkey on this device' })).toHaveCount(0);

  const [used] = await authenticator.passkeys();
  expect(used?.signCount).toBeGreaterThan(created?.signCount ?? 0);
});

test('the browser offers the passkey in the identifier field, and choosing it signs in', async ({ page }) => {
  const authenticator = await addAuthenticator(page);
  await registerWithPasskey(page, somebody());
  await authenticator.present(false);
  await signOut(page);

  // Autofill waits for somebody to choose; to a virtual authenticator, being there is choosing.
  await authenticator.present(true);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
});

test('a cancelled ceremony says so and leads on to mail', async ({ page, inbox }) => {
  const person = somebody();
  await insertAccount(person);
  const authenticator = await addAuthenticator(page);
  await authenticator.recognises(false);

  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'No passkey was used' })).toBeVisible();

  await page.getByLabel('Email or username').fill(person.username);
  await page.getByRole('button', { name: 'Email me a link' }).click();
  await enterCode(page, (await inbox.latest(person.email)).code);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
});

test('PR6: a passkey that nobody has any more is refused, and forgotten by the browser', async ({ page }) => {
  const person = somebody();
  await withoutAutofill(page);
  const authenticator = await addAuthenticator(page);
  await registerWithPasskey(page, person);
  await signOut(page);
  await removeCredentials(person);

  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('This passkey was removed from its account')).toBeVisible();
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(async () => expect(await authenticator.passkeys()).toEqual([])).toPass();
});

test('a passkey of a disabled account is refused, but not forgotten', async ({ page }) => {
  const person = somebody();
  await withoutAutofill(page);
  const authenticator = await addAuthenticator(page);
  await registerWithPasskey(page, person);
  await signOut(page);
  await disable(person);

  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText("That passkey didn't work here")).toBeVisible();
  expect(await authenticator.passkeys()).toHaveLength(1);
});

test('CO9: a second tab that begins its own ceremony does not break the first', async ({ page }) => {
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, somebody());
  await signOut(page);

  const other = await page.context().newPage();
  await withoutAutofill(other);
  await addAuthenticator(other);
  await other.goto('/sign-in');
  await page.route('**/sign-in?*', async (route) => {
    // The first tab's answer is on its way when the second asks its authenticator.
    if (route.request().method() === 'POST') {
      await other.getByRole('button', { name: 'Sign in with a passkey' }).click();
      await expect(other.getByText('No passkey was used')).toBeVisible();
    }
    await route.continue();
  });
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
});

test('the offer of a passkey can be put off, ended, or taken, each for this browser alone', async ({
  page,
  openBrowser,
  inbox,
}) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  const { code } = await inbox.latest(person.email);
  await enterCode(page, code);

  const offer = page.getByRole('region', { name: 'Create a passkey on this device' });
  await expect(offer).toBeVisible();
  await offer.getByRole('button', { name: 'Not now' }).click();
  await expect(offer).toHaveCount(0);
  await page.reload();
  await expect(offer).toHaveCount(0);

  const second = await openBrowser();
  const namesake = somebody();
  await insertAccount(namesake);
  await askForLink(second, namesake.username);
  await enterCode(second, (await inbox.latest(namesake.email)).code);
  const taken = second.getByRole('region', { name: 'Create a passkey on this device' });
  await addAuthenticator(second);
  await taken.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(second.getByText('Your passkey is ready')).toBeVisible();
  await expect(taken).toHaveCount(0);
  await second.goto('/account');
  await expect(taken).toHaveCount(0);
});

import type { Page, Request } from '@playwright/test';
import { expectAccessible } from './accessible';
import { ageAuthentication, countSessions, insertAccount, insertPasskeys, openSession } from './accounts';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { type Person, registerWithPasskey, signOut, somebody } from './steps';

test('a passkey is named right after it was created, and called something else later', async ({
  page,
  inbox,
}) => {
  const person = somebody();
  await addAuthenticator(page);
  await registerWithPasskey(page, person);
  await expect(page.getByText('Your passkey is ready')).toBeVisible();
  await expect(page.getByLabel('Passkey name')).toHaveValue(/^Chrome/);
  // Reloaded, the page neither asks nor says it again.
  await expect(page).toHaveURL(/\/account$/);
  await page.getByLabel('Passkey name').fill('Laptop');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(page.getByText('The name is saved')).toBeVisible();
  await expect(page.getByLabel('Passkey name')).toHaveCount(0);
  await expect(page.getByText('it is on one device only')).toBeVisible();
  await page.getByRole('link', { name: 'Add another passkey' }).click();

  const laptop = passkey(page, 'Laptop');
  await expect(laptop).toContainText('This device only');
  await expect(laptop).toContainText('Created');
  await expect(laptop).toContainText('Not used yet');
  await laptop.getByRole('button', { name: 'Rename' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Thought better of it');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await laptop.getByRole('button', { name: 'Rename' }).click();
  await expect(dialog.getByLabel('Name')).toHaveValue('Laptop');
  await dialog.getByLabel('Name').fill(' ');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByText('Enter a name of 1 to 64 characters')).toBeVisible();
  await dialog.getByLabel('Name').fill('Work laptop');
  await page.keyboard.press('Enter');
  const renamed = passkey(page, 'Work laptop');
  await expect(renamed).toBeVisible();
  await expect(dialog).toHaveCount(0);
  await expect(renamed.getByRole('status').filter({ hasText: 'Renamed.' })).toBeVisible();
  await expect(renamed.getByRole('button', { name: 'Rename' })).toBeFocused();
  await expect(laptop).toHaveCount(0);

  const mail = await inbox.latest(person.email);
  expect(mail.subject).toContain('A passkey was added');
});

test('a deleted passkey is gone, here and from what the browser offers, and its owner is told', async ({
  page,
  inbox,
}) => {
  const person = somebody();
  await withoutAutofill(page);
  const authenticator = await addAuthenticator(page);
  const first = await registerWithPasskey(page, person);
  await page.goto('/account/passkeys');
  const item = page.getByRole('listitem', { name: /^Chrome/ });
  await item.getByRole('button', { name: 'Delete' }).click();
  const dialog = page.getByRole('dialog', { name: /^Delete “Chrome/ });
  await expect(dialog).toContainText('It is your last passkey: from then on, you sign in by email.');
  await expect(dialog).toContainText('also delete it on the device');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await authenticator.passkeys()).toHaveLength(1);

  await item.getByRole('button', { name: 'Delete' }).click();
  await page.getByRole('button', { name: 'Delete passkey' }).click();
  await confirmByPasskey(page);
  await expect(page.getByText('The passkey is deleted')).toBeVisible();
  await expect(item).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(async () => expect(await authenticator.passkeys()).toEqual([])).toPass();
  await expect(async () => {
    const [, , removed] = await inbox.all(person.email);
    expect(removed?.subject).toContain('A passkey was removed');
    expect(removed?.text).toContain('/not-me?token=');
  }).toPass();
  expect(first.subject).not.toContain('passkey');

  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('No passkey was used')).toBeVisible();
});

test('a synced passkey says so, and which one opened the session', async ({ page }) => {
  await withoutAutofill(page);
  await addAuthenticator(page, { synced: true });
  await signInWithPasskey(page, somebody());
  await expect(page.getByText('it is on one device only')).toHaveCount(0);
  await page.goto('/account/passkeys');
  const item = page.getByRole('listitem', { name: /^Chrome/ });
  await expect(item).toContainText('Synced');
  await expect(item).toContainText('In use now');
  await expect(item).toContainText('Last used');
});

for (const along of [true, false]) {
  test(`the sessions that a passkey opened ${along ? 'end with it' : 'go on, if asked'}`, async ({
    page,
    openBrowser,
  }) => {
    const person = somebody();
    const authenticator = await addAuthenticator(page, { synced: true });
    await registerWithPasskey(page, person);
    const [credential] = await authenticator.passkeys();
    const other = await openBrowser();
    await withoutAutofill(other);
    if (credential) await (await addAuthenticator(other)).keep(credential);
    await other.goto('/sign-in');
    await other.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(other.getByRole('heading', { level: 1 })).toHaveText('Your account');
    expect(await countSessions(person)).toBe(2);

    await page.goto('/account/passkeys');
    await page
      .getByRole('listitem', { name: /^Chrome/ })
      .getByRole('button', { name: 'Delete' })
      .click();
    const ending = page.getByRole('checkbox', { name: 'Also sign out the session it opened' });
    await expect(ending).toBeChecked();
    await ending.setChecked(along);
    await page.getByRole('button', { name: 'Delete passkey' }).click();
    await confirmByPasskey(page);
    await expect(page.getByText('The passkey is deleted')).toBeVisible();

    await other.goto('/account');
    if (along) await expect(other).toHaveURL(/\/sign-in/);
    else await expect(other.getByRole('heading', { level: 1 })).toHaveText('Your account');
    expect(await countSessions(person)).toBe(along ? 1 : 2);
  });
}

test('another passkey is kept where its owner wants it', async ({ page }) => {
  await withoutAutofill(page);
  const device = await addAuthenticator(page);
  const key = await addAuthenticator(page, { transport: 'usb' });
  await key.present(false);
  await registerWithPasskey(page, somebody());
  await page.goto('/account/passkeys');
  await page.getByText('More options').click();
  await page.getByRole('radio', { name: 'Security key' }).check();
  await page.route('**/account/passkeys', async (route) => {
    // Both would answer at once: the key is taken out once the device has confirmed who it is.
    if (route.request().postData()?.includes('stepUp.passkey')) await key.present(true);
    await route.continue();
  });
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await confirmByPasskey(page);
  await expect(page.getByText('Your passkey is ready')).toBeVisible();
  await page.getByLabel('Passkey name').fill('Blue key');
  await page.getByRole('button', { name: 'Save name' }).click();
  await expect(passkey(page, 'Blue key')).toBeVisible();
  await expect(page.getByRole('listitem', { name: /^Chrome/ })).toContainText('In use now');
  expect(await device.passkeys()).toHaveLength(1);
  expect(await key.passkeys()).toHaveLength(1);
});

test('where there is a passkey already, the account points to its card', async ({ page }) => {
  await addAuthenticator(page);
  await registerWithPasskey(page, somebody());
  await page.getByLabel('Passkey name').fill('Laptop');
  await page.getByRole('button', { name: 'Save name' }).click();
  await page.getByRole('link', { name: 'Add another passkey' }).click();
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await confirmByPasskey(page);
  const alert = page
    .getByRole('alert')
    .filter({ hasText: 'There is a passkey of your account there already' });
  await alert.getByRole('link', { name: 'Laptop' }).click();
  await expect(page.locator(':target')).toHaveAccessibleName('Laptop');

  // The browser may also answer that nothing was created, and then it can be tried again.
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(alert).toBeVisible();
});

test('the offer is taken with a passkey from elsewhere, where the account has one', async ({
  page,
  openBrowser,
}) => {
  const person = somebody();
  const first = await addAuthenticator(page);
  await registerWithPasskey(page, person);
  const [elsewhere] = await first.passkeys();

  const other = await openBrowser();
  const here = await addAuthenticator(other);
  const phone = await addAuthenticator(other, { transport: 'usb' });
  if (elsewhere) await phone.keep(elsewhere);
  await openSession(other.context(), person, 'Chrome on Linux');
  await other.goto('/account');
  const offer = other.getByRole('region', { name: 'Create a passkey on this device' });
  await expect(offer).toContainText('First you will be asked for one that you have');
  await other.route('**/account', async (route) => {
    // With the answer on its way the phone is put aside.
    if (route.request().postData()?.includes('stepUp.passkey')) await phone.present(false);
    await route.continue();
  });
  await offer.getByRole('button', { name: 'Create a passkey' }).click();
  await confirmByPasskey(other);
  await expect(other.getByText('Your passkey is ready')).toBeVisible();
  await expect(offer).toHaveCount(0);
  expect(await here.passkeys()).toHaveLength(1);
});

test('an account has ten passkeys at most, also where the page does not know it yet', async ({ page }) => {
  const person = somebody();
  await withoutAutofill(page);
  await addAuthenticator(page);
  await signInWithPasskey(page, person);
  await page.goto('/account/passkeys');
  await insertPasskeys(person, 9);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('You have 10 passkeys, the most an account can have')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Add a passkey' })).toHaveCount(0);
  await expect(page.locator('main').getByRole('listitem')).toHaveCount(10);
});

test('somebody else’s passkey is answered like one that does not exist, and is still theirs', async ({
  page,
  openBrowser,
  request,
}) => {
  const [ada, eve] = [somebody(), somebody()];
  const theirs = await openBrowser();
  await addAuthenticator(theirs);
  await registerWithPasskey(theirs, ada);
  const id = await passkeyId(theirs);

  await withoutAutofill(page);
  await addAuthenticator(page);
  await signInWithPasskey(page, eve);
  const own = await passkeyId(page);
  const item = page.locator('main').getByRole('listitem');

  for (const [open, press] of [
    ['Rename', 'Save'],
    ['Delete', 'Delete passkey'],
  ]) {
    await item.getByRole('button', { name: open }).click();
    if (open === 'Rename') await page.getByRole('dialog').getByLabel('Name').fill('Mine now');
    const held = await interceptPost(page, () => page.getByRole('button', { name: press }).click());
    const answers = [];
    for (const other of [id, 'nobody-has-this-one', 'not/an/id', '']) {
      answers.push(await request.fetch(held.url(), await changed(held, own, other)));
    }
    for (const answer of answers) {
      expect(answer.status(), open).toBe(404);
      expect(await answer.text()).toContain('Your account has no such passkey');
    }
    // What was held back goes on: about one's own.
    await page.unroute('**/*');
    await page.reload();
  }
  const signedOut = await openBrowser();
  await signedOut.goto('/account/passkeys');
  await expect(signedOut).toHaveURL(/\/sign-in/);
  await theirs.goto('/account/passkeys');
  await expect(theirs.getByRole('listitem', { name: /^Chrome/ })).toBeVisible();
});

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a passkey is renamed, and deleted up to the question that a script has to answer', async ({
    page,
  }) => {
    const person = somebody();
    await insertAccount(person);
    await insertPasskeys(person, 2);
    await openSession(page.context(), person, 'Chrome on Linux');
    await page.goto('/account/passkeys');
    const item = passkey(page, 'Key 1');
    await item.getByRole('button', { name: 'Rename' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('Key 2');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog.getByText('Another of your passkeys has this name')).toBeVisible();
    await dialog.getByLabel('Name').fill('Blue key');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(dialog).toHaveCount(0);

    const blue = passkey(page, 'Blue key');
    await blue.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete passkey' }).click();
    const question = page.getByRole('dialog', { name: "Confirm it's you" });
    await expect(question.getByText('Passkeys need JavaScript.')).toBeVisible();
    await expect(question.getByRole('button', { name: 'Use a passkey' })).toBeHidden();
    await page.goto('/account/passkeys');
    await expect(blue).toBeVisible();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours on a narrow phone`, () => {
    test.use({ colorScheme, viewport: { width: 360, height: 740 } });

    test('passkeys and their dialogs pass WCAG 2.2 AA and fit, whatever they are called', async ({
      page,
    }) => {
      const person = somebody();
      await addAuthenticator(page);
      await registerWithPasskey(page, person);
      await page.getByLabel('Passkey name').fill(`${'W'.repeat(63)}👨‍👩‍👧‍👦`);
      await page.getByRole('button', { name: 'Save name' }).click();
      await expect(page.getByText('The name is saved')).toBeVisible();
      await page.goto('/account/passkeys');
      await page.getByText('More options').click();
      await expectAccessible(page);
      for (const name of ['Rename', 'Delete']) {
        await page.getByRole('button', { name }).click();
        await expect(page.getByRole('dialog')).toBeVisible();
        await expectAccessible(page);
        await page.keyboard.press('Escape');
      }
    });
  });
}

test('a sign-in that lies too far back is confirmed in place, and the passkey is then created', async ({
  page,
  inbox,
}) => {
  const person = somebody();
  await insertAccount(person);
  const authenticator = await addAuthenticator(page);
  await openSession(page.context(), person, 'Chrome on Linux');
  await ageAuthentication(person);
  await page.goto('/account');
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  const question = page.getByRole('dialog', { name: "Confirm it's you" });
  await question.getByRole('button', { name: 'Email me a code' }).click();
  await question.getByLabel('Code').fill((await inbox.latest(person.email)).code);
  await question.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Your passkey is ready')).toBeVisible();
  expect(await authenticator.passkeys()).toHaveLength(1);
});

function passkey(page: Page, name: string) {
  return page.getByRole('listitem', { name, exact: true });
}

/** Registers, creates a passkey and signs in with it, which needs no further step-up; ends on /account. */
async function signInWithPasskey(page: Page, person: Person) {
  await registerWithPasskey(page, person);
  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
}

async function confirmByPasskey(page: Page) {
  const question = page.getByRole('dialog', { name: "Confirm it's you" });
  await question.getByRole('button', { name: 'Use a passkey' }).click();
}

/** The ID of a person's only passkey; ends on /account/passkeys. */
async function passkeyId(page: Page): Promise<string> {
  await page.goto('/account/passkeys');
  return page.locator('input[name="id"]').first().inputValue();
}

/** Does what sends a POST, holds it back, and gives it: the server has not seen it. */
async function interceptPost(page: Page, act: () => Promise<unknown>): Promise<Request> {
  const held = new Promise<Request>((resolve) => {
    void page.route('**/*', async (route) => {
      if (route.request().method() === 'POST') resolve(route.request());
      else await route.continue();
    });
  });
  await act();
  return held;
}

/** A browser's request once more, cookies and all, about another passkey. */
async function changed(request: Request, id: string, other: string) {
  const headers = await request.allHeaders();
  return {
    method: 'POST',
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name]) => !name.startsWith(':') && name !== 'content-length'),
    ),
    data: request.postData()?.replaceAll(id, other),
    maxRedirects: 0,
  };
}

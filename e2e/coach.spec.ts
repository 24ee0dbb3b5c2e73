import type { Page } from '@playwright/test';
import { ageAuthentication, insertAccount, openSession } from './accounts';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { signOut, somebody } from './steps';

const heading = { level: 1 } as const;

test('whoever cancels can try again, and is then led to mail, with the focus where it belongs', async ({
  page,
}) => {
  await canAskPhones(page, false);
  const authenticator = await addAuthenticator(page);
  await authenticator.recognises(false);
  await page.goto('/sign-in');
  await passkeyButton(page).click();
  const alert = page.getByRole('alert').filter({ hasText: 'No passkey was used' });
  await expect(alert).toContainText('You can try again');
  await expect(passkeyButton(page)).toBeFocused();

  await alert.getByRole('button', { name: 'Try again' }).click();
  await expect(alert).toContainText('There may be none on this device');
  await expect(passkeyButton(page)).toBeFocused();
  await alert.getByRole('button', { name: 'Sign in by email' }).click();
  await expect(page.getByLabel('Email or username')).toBeFocused();
  await expect(alert).toHaveCount(0);
});

test('where the browser can ask a phone, the second try is with the phone', async ({ page }) => {
  await canAskPhones(page, true);
  await withoutAutofill(page);
  const authenticator = await addAuthenticator(page);
  await authenticator.recognises(false);
  await page.goto('/sign-in');
  const hints = await watchHints(page);
  await passkeyButton(page).click();
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('button', { name: 'Use your phone' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'Your phone did not answer' })).toBeVisible();
  expect(await hints()).toEqual([null, null, ['hybrid']]);
});

test('an extension that never answers, nor lets itself be stopped, keeps nobody from going on', async ({
  page,
}) => {
  await withoutAutofill(page);
  await addAuthenticator(page);
  await createPasskey(page);
  await signOut(page);
  await page.clock.install();
  await page.goto('/sign-in');
  await page.evaluate(() => {
    const { get } = navigator.credentials;
    let asked = 0;
    navigator.credentials.get = (options) => {
      asked += 1;
      document.documentElement.dataset.asked = String(asked);
      return asked === 1 ? new Promise(() => {}) : get.call(navigator.credentials, options);
    };
  });
  await passkeyButton(page).click();
  await expect(page.getByText('Waiting for your passkey…')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-asked', '1');
  await page.clock.fastForward('00:18');
  await expect(page.getByText('Still waiting for your device')).toHaveCount(0);
  await page.clock.fastForward('00:05');
  const status = page.getByRole('status').filter({ hasText: 'Still waiting for your device' });
  await expect(status).toBeVisible();
  await expect(status.getByRole('button')).toHaveCount(0);
  await expect(passkeyButton(page)).toHaveCount(0);
  await page.clock.fastForward('00:40');
  const wayOut = page.getByRole('status').filter({ hasText: 'Nothing has answered yet' });
  await wayOut.getByRole('button', { name: 'Sign in by email' }).click();
  await expect(page.getByLabel('Email or username')).toBeFocused();
  await expect(wayOut).toHaveCount(0);

  await passkeyButton(page).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
});

test('nobody is told of a passkey that waits behind the field, however long', async ({ page }) => {
  await page.clock.install();
  const authenticator = await addAuthenticator(page);
  await authenticator.present(false);
  await page.goto('/sign-in');
  await expect(passkeyButton(page)).toBeVisible();
  await page.clock.fastForward('04:00');
  await expect(page.getByRole('main').getByRole('alert').filter({ hasText: /./ })).toHaveCount(0);
  await expect(page.getByRole('main').getByRole('status').filter({ hasText: /./ })).toHaveCount(0);
});

test('creating a passkey can be stopped while nothing answers, tried again, and done without', async ({
  page,
}) => {
  await canAskPhones(page, false);
  await page.clock.install();
  const authenticator = await addAuthenticator(page);
  await welcome(page);
  await authenticator.present(false);
  await page.evaluate(() => {
    const { create } = navigator.credentials;
    navigator.credentials.create = (options) => {
      document.documentElement.dataset.asked = 'yes';
      return create.call(navigator.credentials, options);
    };
  });
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-asked', 'yes');
  await expect(page.getByText('Waiting for your device…')).toBeVisible();
  await page.clock.fastForward('01:01');
  await page.getByRole('button', { name: 'Stop waiting' }).click();
  const alert = page.getByRole('alert').filter({ hasText: 'No passkey was created' });
  await expect(alert.getByRole('link', { name: 'Go on without a passkey' })).toBeVisible();

  await authenticator.present(true);
  await authenticator.recognises(false);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(alert).toBeVisible();
  await authenticator.recognises(true);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  expect(await authenticator.passkeys()).toHaveLength(1);
});

test('an authenticator that recognises nobody creates nothing, and it can be gone on without', async ({
  page,
}) => {
  await canAskPhones(page, false);
  await addAuthenticator(page, { verifies: false });
  await welcome(page);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByRole('alert').filter({ hasText: /./ })).toContainText(
    /No passkey was created|screen lock/,
  );
  await page.getByRole('button', { name: 'Try again' }).click();
  await page.getByRole('link', { name: 'Go on without a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
});

test('a browser without passkeys says so at once, and leads on', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'PublicKeyCredential'));
  await page.goto('/sign-in');
  const status = page.getByRole('status').filter({ hasText: 'This browser does not know passkeys' });
  await status.getByRole('button', { name: 'Sign in by email' }).click();
  await expect(page.getByLabel('Email or username')).toBeFocused();

  await welcome(page);
  await expect(
    page.getByRole('status').filter({ hasText: 'This browser cannot keep passkeys' }),
  ).toBeVisible();
  await page.getByRole('link', { name: 'Go on without a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
});

test('an insecure page leads to the secure one', async ({ page, appUrl }) => {
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'PublicKeyCredential');
    Object.defineProperty(window, 'isSecureContext', { value: false });
  });
  await page.goto('/sign-in');
  const link = page.getByRole('status').getByRole('link', { name: 'Open the secure page' });
  await expect(link).toHaveAttribute('href', `${appUrl.replace('http:', 'https:')}/sign-in`);
});

test('within another page, where passkeys do not work, it leads out of it', async ({
  page,
  appUrl,
  violations,
}) => {
  const outside = 'https://elsewhere.example/';
  await page.route(outside, (route) =>
    route.fulfill({
      contentType: 'text/html',
      body: `<iframe src="${appUrl}/sign-in" width="600" height="900"></iframe>`,
    }),
  );
  // No page of ours can be framed. This one is let through, as by somebody who takes its headers away.
  await page.route(`${appUrl}/sign-in`, async (route) => {
    const response = await route.fetch();
    const headers = response.headers();
    for (const name of [
      'content-security-policy',
      'cross-origin-resource-policy',
      'cross-origin-opener-policy',
    ]) {
      delete headers[name];
    }
    await route.fulfill({ response, headers });
  });
  await page.goto(outside);
  const frame = page.frameLocator('iframe');
  await frame.getByRole('button', { name: 'Sign in with a passkey' }).click();
  const alert = frame.getByRole('alert').filter({ hasText: 'shown inside another one' });
  await expect(alert.getByRole('link', { name: 'Open this page by itself' })).toHaveAttribute(
    'target',
    '_blank',
  );
  // What is still being asked for needs no answer.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  violations.length = 0;
});

test('the question about who it is takes the focus and gives it back, and leads on when no passkey answers', async ({
  page,
}) => {
  await canAskPhones(page, false);
  await withoutAutofill(page);
  const authenticator = await addAuthenticator(page);
  await createPasskey(page);
  await page.goto('/account/passkeys');
  const add = page.getByRole('button', { name: 'Add a passkey' });
  await add.click();
  const question = page.getByRole('dialog', { name: "Confirm it's you" });
  const use = question.getByRole('button', { name: 'Use a passkey' });
  await expect(use).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(add).toBeFocused();

  await authenticator.recognises(false);
  await add.click();
  await use.click();
  await question.getByRole('button', { name: 'Try again' }).click();
  await expect(use).toBeFocused();
  const alert = question.getByRole('alert').filter({ hasText: 'If none is at hand any more' });
  await expect(alert.getByRole('link', { name: 'Recover your account' })).toBeVisible();
});

test('the code of a step-up is where the focus is; pasted and sent by the Enter key, it goes on', async ({
  page,
  inbox,
}) => {
  const person = somebody();
  await insertAccount(person);
  await addAuthenticator(page);
  await openSession(page.context(), person, 'Chrome on Linux');
  await ageAuthentication(person);
  await page.goto('/account/passkeys');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const question = page.getByRole('dialog', { name: "Confirm it's you" });
  await expect(question.getByRole('button', { name: 'Email me a code' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(question.getByLabel('Code')).toBeFocused();
  await page.keyboard.insertText(` ${(await inbox.latest(person.email)).code.toLowerCase()} `);
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your passkey is ready')).toBeVisible();
});

/** Somebody new, signed in, where a passkey is offered. */
async function welcome(page: Page) {
  const person = somebody();
  await insertAccount(person);
  await openSession(page.context(), person, 'Chrome on Linux');
  await page.goto('/welcome');
}

async function createPasskey(page: Page) {
  await welcome(page);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
}

function passkeyButton(page: Page) {
  return page.getByRole('button', { name: 'Sign in with a passkey' });
}

/** Whether the browser says that it can ask a phone. */
async function canAskPhones(page: Page, hybridTransport: boolean) {
  await page.addInitScript((can) => {
    PublicKeyCredential.getClientCapabilities = async () => ({ hybridTransport: can });
  }, hybridTransport);
}

/** Notes which kinds of authenticator the page asks for. */
async function watchHints(page: Page) {
  const seen = await page.evaluateHandle(() => {
    const hints: unknown[] = [];
    const { get } = navigator.credentials;
    navigator.credentials.get = (options) => {
      hints.push((options?.publicKey as { hints?: string[] })?.hints ?? null);
      return get.call(navigator.credentials, options);
    };
    return hints;
  });
  return () => seen.jsonValue();
}

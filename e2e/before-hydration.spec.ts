import type { Page, Request } from '@playwright/test';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { registerWithPasskey, signOut, somebody } from './steps';

const heading = { level: 1 } as const;
/** Bytes of JavaScript that /sign-in loads, heads and bodies: what an empty application of the framework has, and 6 kB. */
const MOST_JAVASCRIPT = 138_122 + 6_000;

test('a passkey is asked for in the field before the framework is there, which goes on with that request', async ({
  page,
}) => {
  const asked = await countAsked(page);
  const options = countOptions(page);
  const release = await holdScripts(page);
  await page.goto('/sign-in', { waitUntil: 'commit' });
  await expect.poll(asked).toEqual(['conditional']);
  await release();
  await expectAlive(page);
  expect(await asked()).toEqual(['conditional']);
  expect(options()).toBe(1);
});

test('a press on the button before the framework is there asks at once, and signs in once it is', async ({
  page,
}) => {
  await ownPasskey(page);

  const asked = await countAsked(page);
  const options = countOptions(page);
  const release = await holdScripts(page);
  await page.reload({ waitUntil: 'commit' });
  const button = page.getByRole('button', { name: 'Sign in with a passkey' });
  await button.click();
  await expect(button).toHaveAttribute('aria-disabled', 'true');
  await expect.poll(asked).toEqual(['optional']);
  await release();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  expect(await asked(), 'the answer given before is the one that is sent').toEqual(['optional']);
  expect(options()).toBe(1);
});

test('whoever cancels before the framework is there can press again, and is not asked unless they do', async ({
  page,
}) => {
  await ownPasskey(page);

  await cancelFirst(page);
  const asked = await countAsked(page);
  const release = await holdScripts(page);
  await page.reload({ waitUntil: 'commit' });
  const button = page.getByRole('button', { name: 'Sign in with a passkey' });
  await button.click();
  await expect.poll(asked).toEqual(['optional']);
  await expect(button).not.toHaveAttribute('aria-disabled');
  await release();
  await expectAlive(page);
  await page.waitForLoadState('networkidle');
  expect(await asked()).toEqual(['optional']);
  await button.click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
});

test('once its options are there, the button takes one request to sign in', async ({ page }) => {
  await ownPasskey(page);
  await page.reload({ waitUntil: 'networkidle' });
  const sent: string[] = [];
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    const asked = ['fetch', 'document'].includes(request.resourceType());
    if (asked && !pathname.startsWith('/_next/static/')) sent.push(`${request.method()} ${pathname}`);
  });
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  expect(sent).toEqual(['POST /sign-in']);
});

test('what the account page needs comes while the answer is awaited, and nothing is fetched after it', async ({
  page,
}) => {
  await ownPasskey(page);
  const after = await watchScriptsAfterAnswer(page);
  await page.goto('/sign-in', { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  expect(after.run.length).toBeGreaterThan(0);
  expect(after.fetched).toEqual([]);
});

test('what is typed before the framework is there stays, and can be sent without it', async ({ page }) => {
  const { email } = somebody();
  const release = await holdScripts(page);
  await page.goto('/sign-in', { waitUntil: 'commit' });
  const field = page.getByLabel('Email or username');
  await field.fill(email);
  await release();
  await expectAlive(page);
  await expect(field).toHaveValue(email);

  await holdScripts(page);
  await page.reload({ waitUntil: 'commit' });
  await field.fill(email);
  await page.getByRole('button', { name: 'Email me a link' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Check your email');
});

test('the sign-in page brings little more JavaScript than the framework itself', async ({ page }) => {
  const scripts: Request[] = [];
  page.on('requestfinished', (request) => {
    if (request.resourceType() === 'script') scripts.push(request);
  });
  await page.goto('/sign-in', { waitUntil: 'networkidle' });
  const sizes = await Promise.all(scripts.map((script) => script.sizes()));
  const bytes = sizes.map(
    ({ responseHeadersSize, responseBodySize }) => responseHeadersSize + responseBodySize,
  );
  expect(bytes).toHaveLength(4);
  expect(bytes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(MOST_JAVASCRIPT);
});

/** A passkey that only its button asks for, of somebody who is signed out. */
async function ownPasskey(page: Page) {
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, somebody());
  await signOut(page);
}

/** Keeps the framework from a page until it is released. */
async function holdScripts(page: Page) {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  await page.route('**/_next/static/**/*.js', async (route) => {
    await promise;
    await route.continue().catch(() => {});
  });
  return async () => resolve();
}

/**
 * In a browser that has kept no files: the scripts that a page runs once a POST of it was answered, and those of them that came
 * over the line.
 */
async function watchScriptsAfterAnswer(page: Page) {
  const wire = await page.context().newCDPSession(page);
  await wire.send('Network.enable');
  await wire.send('Network.clearBrowserCache');
  const after = { run: [] as string[], fetched: [] as string[] };
  let answered = false;
  wire.on('Network.requestWillBeSent', ({ type, requestId }) => {
    if (answered && type === 'Script') after.run.push(requestId);
  });
  wire.on('Network.responseReceived', ({ requestId, response: { url, headers, fromDiskCache } }) => {
    if (headers['x-action-redirect']) answered = true;
    if (after.run.includes(requestId) && !fromDiskCache) after.fetched.push(url);
  });
  return after;
}

/** Whoever is asked for a passkey cancels, the first time. */
function cancelFirst(page: Page) {
  return page.addInitScript(() => {
    const { get } = navigator.credentials;
    navigator.credentials.get = async () => {
      navigator.credentials.get = get;
      throw new DOMException('', 'NotAllowedError');
    };
  });
}

/** In which ways a page has asked its browser for passkeys. */
async function countAsked(page: Page) {
  await page.addInitScript(() => {
    const ways: unknown[] = [];
    const { get } = navigator.credentials;
    navigator.credentials.get = (options) => {
      ways.push(options?.mediation);
      return get.call(navigator.credentials, options);
    };
    Object.assign(window, { ways });
  });
  return () => page.evaluate(() => (window as unknown as { ways: unknown[] }).ways);
}

function countOptions(page: Page) {
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/sign-in/passkey-options')) asked += 1;
  });
  return () => asked;
}

/** Waits until the page's own code runs. */
async function expectAlive(page: Page) {
  await page.waitForFunction(() => !('takeEarlyRequest' in window) || window.takeEarlyRequest === undefined);
}

import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { query } from '../test/query';
import { ageAuthentication, countSessions, insertAccount, openSession } from './accounts';
import { startApplication } from './application';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { inbox } from './inbox';
import { openRelay } from './relay';
import { askForLink, enterCode, type Person, registerWithPasskey, somebody } from './steps';

const heading = { level: 1 } as const;

test('everything of the account is downloaded as one JSON file', async ({ page }) => {
  const person = somebody();
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, person);
  await page.goto('/account/data');
  await expect(page.getByRole('heading', heading)).toHaveText('Your data');
  const arriving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download my data' }).click();
  const download = await arriving;
  expect(download.suggestedFilename()).toBe(`account-${person.username}.json`);
  const data = JSON.parse(await readFile(await download.path(), 'utf8'));
  expect(data.profile).toMatchObject(person);
  expect(data).toMatchObject({ passkeys: [{ transports: ['internal'] }], sessions: [{ current: true }] });
  expect(data.events.map(({ type }: { type: string }) => type)).toEqual(
    expect.arrayContaining(['account_created', 'signed_in', 'passkey_added']),
  );
});

test('signed out, the download leads to sign in, and from there to the page; no cache keeps it', async ({
  page,
  request,
}) => {
  const person = somebody();
  await insertAccount(person);
  const answer = await request.get('/account/data/download', { maxRedirects: 0 });
  expect(answer.status()).toBe(307);
  await page.goto('/account/data/download');
  await page.getByLabel('Email or username').fill(person.email);
  await page.getByRole('button', { name: 'Email me a link' }).click();
  await enterCode(page, (await inbox.latest(person.email)).code);
  await expect(page.getByRole('heading', heading)).toHaveText('Your data');
  const file = await page.request.get('/account/data/download');
  expect(file.headers()).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'content-disposition': `attachment; filename="account-${person.username}.json"`,
    'cache-control': 'no-store',
  });
});

test('while the database is down, the download says so', async ({ openBrowser }) => {
  const relay = await openRelay(process.env.E2E_DATABASE_URL ?? '');
  const application = await startApplication({
    DATABASE_URL: relay.url,
    SMTP_URL: process.env.E2E_SMTP_URL ?? '',
  });
  try {
    const person = somebody();
    await insertAccount(person);
    const page = await openBrowser({ baseURL: application.url });
    await openSession(page.context(), person, 'Chrome on Linux');
    expect((await page.request.get('/account/data/download')).status()).toBe(200);
    relay.cut();
    const answer = await page.request.get('/account/data/download');
    expect(answer.status()).toBe(503);
    expect(await answer.json()).toEqual({
      error: 'unavailable',
      message: expect.stringContaining('not answering'),
    });
  } finally {
    application.stop();
    relay.close();
  }
});

test('an account is deleted after a step-up; its passkey is gone from the picker, and every browser signed out', async ({
  page,
  openBrowser,
}) => {
  const person = somebody();
  await withoutAutofill(page);
  const authenticator = await addAuthenticator(page);
  await registerWithPasskey(page, person);
  const other = await openBrowser();
  await openSession(other.context(), person, 'Firefox on Windows');
  await other.goto('/account/data');
  await ageAuthentication(person);

  await openDialog(page);
  await page.getByLabel(`Type ${person.username} to confirm`).fill('somebody-else');
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  const field = page.getByLabel(`Type ${person.username} to confirm`);
  await expect(field).toHaveAccessibleDescription(/Type it exactly as it is shown/);
  await expect(field).toHaveValue('somebody-else');
  expect(await accounts(person)).toBe(1);

  await field.fill(person.username);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account is deleted');
  await expect(page).toHaveURL(/\/goodbye$/);
  expect(await accounts(person)).toBe(0);
  expect(await countSessions(person)).toBe(0);
  await expect.poll(async () => (await authenticator.passkeys()).length).toBe(0);

  await other.getByRole('link', { name: 'Activity' }).click();
  await expect(other).toHaveURL(/\/sign-in/);
  await page.goto('/sign-in');
  await expect(page.getByRole('heading', heading)).toHaveText('Sign in');
  const mail = (await inbox.all(person.email)).find(({ subject }) => subject.includes('was deleted'));
  expect(mail?.text).not.toContain('not-me');
});

test('a link on its way is worth nothing when the account is deleted before', async ({
  page,
  openBrowser,
}) => {
  const person = somebody();
  await insertAccount(person);
  const waiting = await openBrowser();
  await askForLink(waiting, person.email);
  const { link } = await inbox.latest(person.email);

  await openSession(page.context(), person, 'Chrome on Linux');
  await openDialog(page);
  await erase(page, person);
  await waiting.goto(link);
  await expect(waiting.getByText('There is nothing to check this against any more')).toBeVisible();
  expect(await accounts(person)).toBe(0);
});

test('without JavaScript, on a narrow phone: code, typed confirmation, goodbye', async ({ openBrowser }) => {
  const page = await openBrowser({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const person = somebody();
  await insertAccount(person);
  await openSession(page.context(), person, 'Chrome on Linux');
  await ageAuthentication(person);
  await openDialog(page);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByText('Type it exactly as it is shown')).toBeVisible();
  await page.getByLabel(`Type ${person.username} to confirm`).fill(person.username.toUpperCase());
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await page.getByRole('button', { name: 'Email me a code' }).click();
  await enterCode(page, (await inbox.latest(person.email)).code);
  await expect(page.getByRole('heading', heading)).toHaveText('Your account is deleted');
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
  expect(await accounts(person)).toBe(0);
});

test('by keyboard alone; and goodbye is said to nobody else', async ({ page, openBrowser }) => {
  const person = somebody();
  await insertAccount(person);
  await openSession(page.context(), person, 'Chrome on Linux');
  await page.goto('/account/data');
  await page.getByRole('button', { name: 'Delete account' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByLabel(`Type ${person.username} to confirm`)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Delete account' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.type(person.username);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', heading)).toHaveText('Your account is deleted');
  expect((await page.context().cookies()).map(({ name }) => name).toSorted()).not.toContain(
    'latchkey.session',
  );

  const stranger = await openBrowser();
  await stranger.goto('/goodbye');
  await expect(stranger).toHaveURL(/\/$/);
});

async function openDialog(page: Page) {
  await page.goto('/account/data');
  await page.getByRole('button', { name: 'Delete account' }).click();
}

async function erase(page: Page, { username }: Person) {
  await page.getByLabel(`Type ${username} to confirm`).fill(username);
  await page.getByRole('button', { name: 'Delete my account' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account is deleted');
}

async function accounts({ email }: Person) {
  const database = process.env.E2E_DATABASE_URL ?? '';
  const [row] = await query(database, 'select count(*)::int as n from users where email = $1', [email]);
  return row.n;
}

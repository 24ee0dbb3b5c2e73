import type { Page, Route } from '@playwright/test';
import { ageAuthentication } from './accounts';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { openVisitor } from './http-visitor';
import { register, registerWithPasskey, signOut, somebody } from './steps';

const heading = { level: 1 } as const;
const lost = 'No answer came, so it may or may not have been done. Check your connection and try again.';

const losses: Record<string, (route: Route) => Promise<void>> = {
  'is cut': (route) => route.abort('connectionreset'),
  'ends in a proxy': (route) =>
    route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>502 Bad Gateway</h1>' }),
};
for (const [what, lose] of Object.entries(losses)) {
  test(`a form whose connection ${what} says so, keeps what was typed, and can be sent again`, async ({
    page,
    inbox,
  }) => {
    const person = somebody();
    await page.goto('/register');
    await page.getByLabel('Name', { exact: true }).fill(person.name);
    await page.getByLabel('Username').fill(person.username);
    await page.getByLabel('Email').fill(person.email);
    await losePosts(page, 1, lose);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByText(lost)).toBeVisible();
    await expect(page.getByLabel('Name', { exact: true })).toHaveValue(person.name);
    await expect(page.getByLabel('Username')).toHaveValue(person.username);
    await expect(page.getByLabel('Email')).toHaveValue(person.email);
    await page.getByRole('button', { name: 'Create account' }).click();
    await expect(page.getByRole('heading', heading)).toHaveText('Check your email');

    await losePosts(page, 1, lose);
    await page.goto((await inbox.latest(person.email)).link);
    await expect(page.getByText(lost)).toBeVisible();
    await page.getByRole('button', { name: 'Continue' }).click();
    await expect(page).toHaveURL(/\/welcome$/);
  });
}

test('what meets a full house says what the server said', async ({
  page,
  appUrl,
  extraHTTPHeaders: who = {},
}) => {
  await withoutAutofill(page);
  const busy = page.getByText('There is too much going on here right now. Please try again in a moment.');
  await page.goto('/sign-in', { waitUntil: 'networkidle' });
  await page.getByLabel('Email or username').fill(somebody().email);
  await page.route('**/sign-in', (route) => crowd(appUrl, who, route), { times: 1 });
  await page.getByRole('button', { name: 'Email me a link' }).click();
  await expect(busy).toBeVisible();

  // What comes beside the page, no test can stop.
  await page.addInitScript(() => {
    const { fetch } = window;
    window.fetch = (address, options) => fetch(address, { ...options, cache: 'no-store' });
  });
  await page.route('**/sign-in/passkey-options', (route) => crowd(appUrl, who, route));
  await page.reload();
  await expect(busy).toBeHidden();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(busy).toBeVisible();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a new name that is not saved for want of a connection stays in its dialog', async ({ page }) => {
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, somebody());
  await page.goto('/account/passkeys');
  await page.getByRole('button', { name: 'Rename' }).click();
  const name = page.getByRole('textbox', { name: 'Name' });
  await name.fill('Grandmother’s old tablet');
  await losePosts(page, 1, (route) => route.abort('connectionreset'));
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText(lost)).toBeVisible();
  await expect(name).toHaveValue('Grandmother’s old tablet');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Grandmother’s old tablet').first()).toBeVisible();
  await expect(name).toBeHidden();
});

test('a form whose answer takes its time says so, and what came of it afterwards', async ({ page }) => {
  await page.goto('/sign-in');
  await page.getByLabel('Email or username').fill(somebody().email);
  await losePosts(page, 1, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 6_000));
    await route.continue();
  });
  await page.getByRole('button', { name: 'Email me a link' }).click();
  await expect(page.getByRole('button', { name: 'Sending the mail…' })).toBeVisible();
  await expect(page.getByText('This is taking longer than usual.')).toBeVisible();
  await expect(page.getByRole('heading', heading)).toHaveText('Check your email');
});

test('a passkey is created and used after its connection was lost, at either end of the ceremony', async ({
  page,
}) => {
  await withoutAutofill(page);
  await addAuthenticator(page);
  await register(page, somebody());
  const lose = (route: Route) => route.abort('connectionreset');
  await losePosts(page, 1, lose);
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByText(lost)).toBeVisible();
  await page.getByRole('button', { name: 'Create a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  await signOut(page);

  await page.route('**/sign-in/passkey-options', lose);
  await page.reload();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText(lost)).toBeVisible();
  await losePosts(page, 1, lose);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText(lost)).toBeVisible();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
});

test('a question about who it is stays open when the answer to it is lost, and so does what it is about', async ({
  page,
}) => {
  const [person, next] = [somebody(), somebody()];
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, person);
  await ageAuthentication(person);
  await page.goto('/account/profile');
  await page.getByLabel('Email').fill(next.email);
  await page.getByRole('button', { name: 'Change email' }).click();
  const question = page.getByRole('dialog', { name: "Confirm it's you" });
  await losePosts(page, 2, (route) => route.abort('connectionreset'));
  await question.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(question.getByText(lost)).toBeVisible();
  await question.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByText(next.email)).toBeVisible();
});

test('IF14: a page from before an update says that it is one, and keeps what was typed', async ({
  page,
  baseURL,
}) => {
  await page.goto('/sign-in');
  await page.getByLabel('Email or username').fill('ada@example.com');
  await page.route('**/*', async (route) => {
    const headers = { ...route.request().headers() };
    if (headers['next-action'])
      headers['next-action'] = headers['next-action'].replace(/^(..).{8}/, '$100000000');
    await route.continue({ headers });
  });
  await page.getByRole('button', { name: 'Email me a link' }).click();
  await expect(page.getByText('This site was updated while you were here.')).toBeVisible();
  await expect(page.getByLabel('Email or username')).toHaveValue('ada@example.com');

  const visitor = await openVisitor(baseURL ?? '');
  const { status, text } = await visitor.http
    .post('/sign-in', { multipart: { [`$ACTION_ID_${'40'.padEnd(42, '0')}`]: '' } })
    .then(async (answer) => ({ status: answer.status(), text: await answer.text() }));
  expect(status).toBe(409);
  expect(text).toBe('Server Action unavailable.');
  await visitor.close();
});

/** Sends a request while its client has as many under way as one may have. */
async function crowd(appUrl: string, headers: Record<string, string>, route: Route): Promise<void> {
  for (;;) {
    const others = Array.from({ length: 70 }, () => fetch(`${appUrl}/sign-in`, { headers }));
    const answer = await route.fetch();
    await Promise.allSettled(others);
    if (answer.status() === 503) return route.fulfill({ response: answer });
  }
}

/** Loses the n-th POST of this page from now on, and no other. */
async function losePosts(page: Page, n: number, lose: (route: Route) => Promise<void>) {
  let posts = 0;
  await page.unrouteAll({ behavior: 'wait' });
  await page.route('**/*', async (route) => {
    if (route.request().method() === 'POST') posts += 1;
    if (route.request().method() === 'POST' && posts === n) await lose(route);
    else await route.continue();
  });
}

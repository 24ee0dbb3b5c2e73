import { insertAccount } from './accounts';
import { startApplication } from './application';
import { expect, test } from './fixtures';
import { openRelay } from './relay';
import { askForLink, askToRegister, enterCode, somebody } from './steps';

const heading = { level: 1 } as const;

test('IF8, SE3: while the database is down pages say so with a 503, and nobody is signed out', async ({
  openBrowser,
  inbox,
}) => {
  const relay = await openRelay(process.env.E2E_DATABASE_URL ?? '');
  // Without Redis: what expires is in Postgres as well.
  const application = await startApplication({
    DATABASE_URL: relay.url,
    SMTP_URL: process.env.E2E_SMTP_URL ?? '',
  });
  try {
    const page = await openBrowser({ baseURL: application.url });
    const person = somebody();
    await insertAccount(person);
    await askForLink(page, person.email);
    await enterCode(page, (await inbox.latest(person.email)).code);
    await expect(page.getByRole('heading', heading)).toHaveText('Your account');
    const cookies = await page.context().cookies();

    relay.cut();
    for (const part of ['', '/profile', '/passkeys', '/security', '/sessions', '/activity', '/data']) {
      const answer = await page.goto(`/account${part}`);
      expect(answer?.status()).toBe(503);
      await expect(page.getByText('is not answering')).toBeVisible();
    }
    expect((await page.request.get('/account/data/download')).status()).toBe(503);
    expect(await page.context().cookies()).toEqual(cookies);

    const visitor = await openBrowser({ baseURL: application.url });
    await visitor.goto('/sign-in');
    await visitor.getByLabel('Email or username').fill(person.email);
    await visitor.getByRole('button', { name: 'Email me a link' }).click();
    await expect(visitor.getByText('is not answering')).toBeVisible();
    await expect(visitor.getByLabel('Email or username')).toHaveValue(person.email);
    await visitor.getByRole('button', { name: 'Sign in with a passkey' }).click();
    await expect(visitor.getByText('is not answering')).toHaveCount(2);

    relay.mend();
    await page.getByRole('link', { name: 'Try again' }).click();
    await expect(page.getByRole('heading', heading)).toHaveText('Your data');
  } finally {
    application.stop();
    relay.close();
  }
});

test('IF11: a mail that cannot be sent is said in the waiting tab, and can be sent again at once', async ({
  openBrowser,
  inbox,
}) => {
  const relay = await openRelay(process.env.E2E_SMTP_URL ?? '');
  const application = await startApplication({
    DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
    SMTP_URL: relay.url,
  });
  try {
    relay.cut();
    const page = await openBrowser({ baseURL: application.url });
    const person = somebody();
    await askToRegister(page, person);
    await expect(page.getByText('The mail could not be sent')).toBeVisible();

    relay.mend();
    await page.getByRole('button', { name: 'Send again' }).click();
    await page.goto((await inbox.latest(person.email)).link);
    await expect(page).toHaveURL(/\/welcome$/);
  } finally {
    application.stop();
    relay.close();
  }
});

import { expect, test } from './fixtures';
import { askToRegister, somebody } from './steps';

// A trace would be taken inside the mail's frame as well, where no script runs and none would answer.
test.use({ trace: 'off' });

test('a click on the link in the inbox page signs in, as in anybody’s mail program', async ({
  browser,
  inbox,
}) => {
  // Closed with the whole browser alone: closing what came out of a sandboxed frame now and then never ends.
  const page = await (await browser.newContext({ baseURL: process.env.E2E_APP_URL })).newPage();
  const person = somebody();
  await askToRegister(page, person);
  const { subject } = await inbox.latest(person.email);

  const mails = await page.context().newPage();
  await mails.goto(process.env.E2E_INBOX_URL ?? '');
  await mails.getByText(person.email).first().click();
  await expect(mails.getByText(subject).first()).toBeVisible();
  const opened = page.context().waitForEvent('page');
  await mails.frameLocator('iframe').getByRole('link', { name: 'Confirm email' }).click();
  const tab = await opened;
  await expect(tab).toHaveURL(/\/welcome$/);
});

test('no other site may read the inbox', async ({ request }) => {
  const answer = await request.get(`${process.env.E2E_INBOX_URL}/api/email`, {
    headers: { origin: 'https://evil.example' },
  });
  expect(answer.status()).toBe(403);
});

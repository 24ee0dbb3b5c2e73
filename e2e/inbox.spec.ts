import { expect, test } from './fixtures';
import { askToRegister, somebody } from './steps';

test('a click on the link in the inbox page signs in, as in anybody’s mail program', async ({
  page,
  inbox,
}) => {
  const person = somebody();
  await askToRegister(page, person);
  const { subject } = await inbox.latest(person.email);

  const mails = await page.context().newPage();
  await mails.goto(process.env.E2E_INBOX_URL ?? '');
  await mails.getByText(person.email).first().click();
  await expect(mails.getByText(subject).first()).toBeVisible();
  const opened = page.context().waitForEvent('page');
  await mails.frameLocator('iframe').getByRole('link', { name: 'Confirm email' }).click();
  await expect(await opened).toHaveURL(/\/welcome$/);
});

test('no other site may read the inbox', async ({ request }) => {
  const answer = await request.get(`${process.env.E2E_INBOX_URL}/api/email`, {
    headers: { origin: 'https://evil.example' },
  });
  expect(answer.status()).toBe(403);
});

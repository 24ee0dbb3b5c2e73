import { accounts } from '../test/accounts-command';
import { TEST_ENVIRONMENT } from '../test/environment';
import { query } from '../test/query';
import { startUpstashBridge } from '../test/upstash-bridge';
import { expectAccessible } from './accessible';
import { countSessions, insertAccount, openSession } from './accounts';
import { addAuthenticator } from './authenticator';
import { expect, test } from './fixtures';
import { inbox } from './inbox';
import { type Person, somebody } from './steps';

// Each start of the operator's command takes seconds on a busy machine.
test.describe.configure({ timeout: 240_000 });

const heading = { level: 1 } as const;
const phone = { viewport: { width: 360, height: 740 } };
const token = 'a-token-for-operators';
let bridge: Awaited<ReturnType<typeof startUpstashBridge>>;
test.beforeAll(async () => {
  bridge = await startUpstashBridge({ redisPort: Number(process.env.E2E_REDIS_PORT), token });
});
test.afterAll(() => bridge.stop());

test("without JavaScript, on a phone: an operator's link signs in, and leads to a new passkey", async ({
  openBrowser,
  page,
}) => {
  const person = somebody();
  await insertAccount(person);
  await turnEmailOff(person);
  const link = await linkFor(person);

  const mine = await openBrowser({ ...phone, javaScriptEnabled: false });
  await mine.goto(link);
  await expect(mine.getByRole('heading', heading)).toHaveText('Continue to sign in');
  await expect(mine.getByText('u•••@example.com')).toBeVisible();
  await expect(mine.getByText('Only continue if you asked for it')).toBeVisible();
  await mine.getByRole('button', { name: 'Continue' }).click();
  await expect(mine.getByRole('heading', heading)).toHaveText('Your account');
  await expect(mine.getByText('You signed in with a link from an operator')).toBeVisible();
  await expect(mine.getByText('You have recovered your account')).toHaveCount(0);
  await mine.goto('/account/activity');
  await expect(mine.getByText('An operator made a link to sign in with')).toBeVisible();
  await expect(mine.getByText('Signed in with a link from an operator')).toBeVisible();

  await addAuthenticator(page);
  await page.goto(await linkFor(person));
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  await page.goto('/account/passkeys');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect(page.getByText('Your passkey is ready')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Rename' })).toHaveCount(1);
});

test('opening it changes nothing, however often and by whom, and never signs in by itself', async ({
  openBrowser,
  request,
}) => {
  const person = somebody();
  await insertAccount(person);
  const link = await linkFor(person);
  const prefetches: Record<string, string>[] = [
    { purpose: 'prefetch' },
    { 'next-router-prefetch': '1', rsc: '1' },
  ];
  for (const headers of [{}, ...prefetches]) {
    for (const method of ['GET', 'HEAD']) {
      const answer = await request.fetch(link, { method, headers, maxRedirects: 0 });
      expect(answer.headers()['set-cookie']).toBeUndefined();
      expect(answer.headers()['referrer-policy']).toBe('strict-origin');
    }
  }
  const preview = await openBrowser(phone);
  await preview.goto(link);
  await expectAccessible(preview);
  await preview.waitForTimeout(1_000);
  await expect(preview.getByRole('button', { name: 'Continue' })).toBeVisible();
  expect(await countSessions(person)).toBe(0);
});

test('it works once: whoever comes second reads that it was used', async ({ openBrowser }) => {
  const person = somebody();
  await insertAccount(person);
  const link = await linkFor(person);
  const [mine, theirs] = [await openBrowser(), await openBrowser(phone)];
  await Promise.all([mine.goto(link), theirs.goto(link)]);
  await mine.getByRole('button', { name: 'Continue' }).click();
  await expect(mine.getByText('You signed in with a link from an operator.')).toBeVisible();
  await theirs.getByRole('button', { name: 'Continue' }).click();
  await expect(theirs.getByRole('heading', heading)).toHaveText('This link has been used');
  await expectAccessible(theirs);
  expect(await countSessions(person)).toBe(1);
  expect((await theirs.goto(link))?.status()).toBe(410);
  expect((await theirs.goto(`${link.slice(0, -4)}AAAA`))?.status()).toBe(404);
  await expect(theirs.getByRole('heading', heading)).toHaveText('This link is not right');
});

test('SE13: whoever is signed in is signed out by disabling, and reads of it when enabled again', async ({
  page,
}) => {
  const person = somebody();
  await insertAccount(person);
  await openSession(page.context(), person, 'Chrome on Linux');
  await page.goto('/account');
  const link = await linkFor(person);
  await operate('disable', person.email, '--yes', '--reason', 'Asked for by phone');
  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in/);
  await page.goto(link);
  await expect(page.getByRole('heading', heading)).toHaveText('This link no longer works');
  await expectMail(person, 'was disabled');

  await operate('enable', person.username);
  await openSession(page.context(), person, 'Chrome on Linux');
  await page.goto('/account/activity');
  await expect(page.getByText('An operator disabled the account: Asked for by phone')).toBeVisible();
});

test('its owner, who did not ask for it, makes it worthless from the mail', async ({ page, openBrowser }) => {
  const person = somebody();
  await insertAccount(person);
  const link = await linkFor(person);
  const mail = await expectMail(person, 'sign-in link');
  const [notMe = ''] = /https?:\S+\/not-me\?token=\S+/.exec(mail.text) ?? [];
  await page.goto(notMe);
  await page.getByRole('button', { name: "It wasn't me" }).click();
  await expect(page.getByText('The link no longer signs in to your account.')).toBeVisible();
  const theirs = await openBrowser();
  await theirs.goto(link);
  await expect(theirs.getByRole('heading', heading)).toHaveText('This link no longer works');
});

/** An operator's link for somebody, as the operator gets it. */
async function linkFor(person: Person): Promise<string> {
  const [link = ''] = /^http\S+$/m.exec(await operate('sign-in-link', person.email, '--yes')) ?? [];
  return link;
}

/** `npm run accounts`, beside the application and with the same services. */
async function operate(...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await accounts(args, {
    ...TEST_ENVIRONMENT,
    APP_URL: process.env.E2E_APP_URL ?? '',
    DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
    SMTP_URL: process.env.E2E_SMTP_URL ?? '',
    UPSTASH_REDIS_REST_URL: bridge.url,
    UPSTASH_REDIS_REST_TOKEN: token,
  });
  expect(status, stderr).toBe(0);
  return stdout;
}

async function turnEmailOff({ email }: Person) {
  await query(process.env.E2E_DATABASE_URL ?? '', "update users set email_sign_in = 'off' where email = $1", [
    email,
  ]);
}

async function expectMail({ email }: Person, subject: string) {
  let found: Awaited<ReturnType<typeof inbox.latest>> | undefined;
  await expect(async () => {
    found = (await inbox.all(email)).find((mail) => mail.subject.includes(subject));
    expect(found).toBeDefined();
  }).toPass();
  return found as NonNullable<typeof found>;
}

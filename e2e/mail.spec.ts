import { countSessions, insertAccount } from './accounts';
import { expect, test } from './fixtures';
import { askForLink, askToRegister, enterCode, register, signOut, somebody } from './steps';

const heading = { level: 1 } as const;

test('one click on the link in the mail signs in, and the waiting tab moves on by itself', async ({
  page,
  inbox,
}) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  await expect(page.getByText(person.email)).toBeVisible();

  const tab = await page.context().newPage();
  await tab.goto((await inbox.latest(person.email)).link);
  await expect(tab.getByRole('heading', heading)).toHaveText('Your account');
  await expect(tab.getByText('on Linux, by email')).toBeVisible();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
});

test('ML7: in another browser the link is refused and stays good, and the code works in the first', async ({
  page,
  openBrowser,
  inbox,
}) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.username);
  const mail = await inbox.latest(person.email);

  const stranger = await openBrowser();
  await stranger.goto(mail.link);
  await expect(stranger.getByRole('heading', heading)).toHaveText('Open this link where you started');
  await expect(stranger.getByRole('main').getByRole('button')).toHaveCount(0);

  await enterCode(page, mail.code.toLowerCase().replace('-', ' '));
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
});

test('ML4: a used link sends back to sign in, says so, and another can be asked for', async ({
  page,
  inbox,
}) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  const mail = await inbox.latest(person.email);
  await page.goto(mail.link);
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  await signOut(page);

  await page.goto(mail.link);
  await expect(page.getByText('This link has been used')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Email me a link' })).toBeVisible();
});

test('ML9: a mistyped link is refused and does not burn the good one', async ({ page, inbox }) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  const { link } = await inbox.latest(person.email);
  const last = link.at(-2) === 'A' ? 'B' : 'A';

  await page.goto(link.slice(0, -2) + last + link.slice(-1));
  await expect(page.getByText('This link is not right')).toBeVisible();
  await page.goto(link.slice(0, -5));
  await expect(page.getByRole('heading', heading)).toHaveText('This link is not complete');

  await page.goto(link);
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
});

test("ML8: another person's link is refused in this browser, though this browser asked for one too", async ({
  page,
  openBrowser,
  inbox,
}) => {
  const [ada, bob] = [somebody(), somebody()];
  await Promise.all([insertAccount(ada), insertAccount(bob)]);
  await askForLink(page, ada.email);
  const other = await openBrowser();
  await askForLink(other, bob.email);

  await other.goto((await inbox.latest(ada.email)).link);
  await expect(other.getByRole('heading', heading)).toHaveText('Open this link where you started');
  expect(await countSessions(ada)).toBe(0);
});

test('two tabs of one browser wait for two accounts, and each takes its own code', async ({
  page,
  inbox,
}) => {
  const [ada, bob] = [somebody(), somebody()];
  await Promise.all([insertAccount(ada), insertAccount(bob)]);
  await askForLink(page, ada.email);
  const other = await page.context().newPage();
  await askForLink(other, bob.email);
  await other.close();

  await enterCode(page, (await inbox.latest(ada.email)).code);
  await expect(page.getByText(ada.email)).toBeVisible();
});

test('ML10: five wrong codes end the request, and say so', async ({ page, inbox }) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  const { code } = await inbox.latest(person.email);
  for (let tries = 0; tries < 5; tries += 1) {
    await enterCode(page, 'ZZZZ-ZZZZ');
    await expect(page.getByText('That code is not right')).toBeVisible();
  }
  await enterCode(page, code);
  await expect(page.getByText('Too many wrong tries')).toBeVisible();
  expect(await countSessions(person)).toBe(0);
});

test('ML6: sending again after a minute brings a second mail, and the first stays good', async ({
  page,
  inbox,
}) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  const first = await inbox.latest(person.email);
  const again = page.getByRole('button', { name: 'Send again' });
  await expect(again).toBeDisabled();
  await expect(again).toBeEnabled({ timeout: 65_000 });
  await again.click();
  await inbox.latest(person.email, { since: first });

  await enterCode(page, first.code);
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
});

test('a taken username is told on the form, with everything else kept', async ({ page }) => {
  const [owner, other] = [somebody(), somebody()];
  await insertAccount(owner);
  await page.goto('/register');
  await page.getByLabel('Name', { exact: true }).fill(other.name);
  await page.getByLabel('Username').fill(owner.username.toUpperCase());
  await page.getByLabel('Email').fill(other.email);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByText('This username is taken')).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(other.email);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(other.name);
});

test('EN4: a taken address is not told on the form; its mailbox is, and its link signs in there', async ({
  page,
  inbox,
}) => {
  const owner = somebody();
  await insertAccount(owner);
  await askToRegister(page, { ...somebody(), email: owner.email });
  const mail = await inbox.latest(owner.email);
  expect(mail.subject).toContain('already');
  await page.goto(mail.link);
  await expect(page.getByText(owner.username, { exact: true })).toBeVisible();
});

test('EN1: an address without an account gets the same page, and a mail that says so', async ({
  page,
  inbox,
}) => {
  const nobody = somebody();
  await askForLink(page, nobody.email);
  await expect(page.getByText(nobody.email)).toBeVisible();
  const mail = await inbox.latest(nobody.email);
  expect(mail.text).toContain('/register');
  expect(mail.text).not.toContain('token=');
});

test('without JavaScript, people register, sign out, and sign in by mail', async ({ openBrowser, inbox }) => {
  const page = await openBrowser({ javaScriptEnabled: false });
  const person = somebody();
  await askToRegister(page, person);
  await page.goto((await inbox.latest(person.email)).link);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Create a passkey');
  await page.getByRole('button', { name: 'Not now' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  await signOut(page);
  await expect(page.getByText('You are signed out')).toBeVisible();

  const second = somebody();
  await insertAccount(second);
  await page.getByRole('button', { name: 'Use another account' }).click();
  await page.getByLabel('Email or username').fill(second.email);
  await page.getByRole('button', { name: 'Email me a link' }).click();
  await enterCode(page, (await inbox.latest(second.email)).code);
  await expect(page.getByText(second.email)).toBeVisible();
});

test('SE1: signing out ends the session for good, also for a copy of its cookie', async ({
  page,
  openBrowser,
}) => {
  const person = somebody();
  await register(page, person);
  const cookies = await page.context().cookies();
  await signOut(page);
  expect(await countSessions(person)).toBe(0);

  const thief = await openBrowser();
  await thief.context().addCookies(cookies);
  await thief.goto('/account');
  await expect(thief).toHaveURL(/\/sign-in/);
});

test('a guarded page sends to sign in and back again', async ({ page, inbox }) => {
  const person = somebody();
  await insertAccount(person);
  await page.goto('/welcome?from=somewhere');
  await expect(page).toHaveURL(/\/sign-in\?to=/);
  await page.getByLabel('Email or username').fill(person.email);
  await page.getByRole('button', { name: 'Email me a link' }).click();
  await enterCode(page, (await inbox.latest(person.email)).code);
  await expect(page).toHaveURL(/\/welcome$/);
});

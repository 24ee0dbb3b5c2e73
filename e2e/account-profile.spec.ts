import type { Page } from '@playwright/test';
import { query } from '../test/query';
import { ageAuthentication, insertAccount, openSession } from './accounts';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { askForLink, enterCode, type Person, registerWithPasskey, signOut, somebody } from './steps';

const heading = { level: 1 } as const;

test('a new name and username are saved, shown in their canonical form, and greeted at the next sign-in', async ({
  page,
}) => {
  const [person, next] = [somebody(), somebody()];
  await signInTo(page, person);
  await page.goto('/account/profile');
  await expect(page.getByRole('heading', heading)).toHaveText('Profile');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(person.name);
  await page.getByLabel('Name', { exact: true }).fill(`  ${next.name} `);
  await page.getByLabel('Username').fill(next.username.toUpperCase());
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(next.name);
  await expect(page.getByLabel('Username')).toHaveValue(next.username);
  await expect(page).toHaveURL(/\/account\/profile$/);
  await page.getByLabel('Username').fill('');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Please check what you entered')).toBeVisible();
  await expect(page.getByText('Saved.')).toHaveCount(0);

  await signOut(page);
  await expect(page.getByRole('heading', heading)).toHaveText(`Welcome back, ${next.name}`);
});

test('a taken username is told on its field, what was typed stays, and another is taken at once', async ({
  page,
}) => {
  const [person, owner] = [somebody(), somebody()];
  await insertAccount(owner);
  await signInTo(page, person);
  await page.goto('/account/profile');
  await page.getByLabel('Name', { exact: true }).fill('Ada King');
  await page.getByLabel('Username').fill(owner.username.toUpperCase());
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByLabel('Username')).toHaveAccessibleDescription(/This username is taken/);
  await expect(page.getByLabel('Username')).toHaveValue(owner.username.toUpperCase());
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ada King');

  await page.getByLabel('Username').fill(person.username);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByText('This username is taken')).toHaveCount(0);
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Ada King');
});

test('an address is changed by the code from the mail; both are told, and the old one signs in no more', async ({
  page,
  openBrowser,
  inbox,
}) => {
  const [person, { email }] = [somebody(), somebody()];
  await signInTo(page, person);
  await askToChange(page, email);
  await enterCode(page, (await inbox.latest(email)).code);
  await expect(page.getByText('Your address is changed')).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(email);
  await expect(page.getByRole('link', { name: 'sign out everywhere else' })).toBeVisible();

  for (const address of [person.email, email]) {
    await expect(async () => {
      expect((await inbox.latest(address)).subject).toContain('was changed');
    }).toPass();
  }
  const other = await openBrowser();
  await askForLink(other, person.email);
  await expect(async () => {
    expect((await inbox.latest(person.email)).subject).toContain('No Latchkey account');
  }).toPass();
});

test('an address is changed by the link from the mail, and a tab that waits learns of it', async ({
  page,
  inbox,
}) => {
  const [person, { email }] = [somebody(), somebody()];
  await signInTo(page, person);
  await askToChange(page, email);
  const { link } = await inbox.latest(email);
  const tab = await page.context().newPage();
  await tab.goto(link);
  await expect(tab.getByText('Your address is changed')).toBeVisible();
  await expect(tab.getByLabel('Email')).toHaveValue(email);
  await expect(page.getByLabel('Email')).toHaveValue(email);

  await tab.goto(link);
  await expect(tab.getByText('This link has been used')).toBeVisible();
});

test('in another browser the link is refused, signed in or not, and stays good', async ({
  page,
  openBrowser,
  inbox,
}) => {
  const [person, { email }] = [somebody(), somebody()];
  await signInTo(page, person);
  await askToChange(page, email);
  const { link } = await inbox.latest(email);

  const stranger = await openBrowser();
  await stranger.goto(link);
  await expect(stranger.getByRole('heading', heading)).toHaveText('Open this link where you started');
  await signInTo(stranger, somebody());
  await stranger.goto(link);
  await expect(stranger.getByRole('heading', heading)).toHaveText('Open this link where you started');

  await page.goto(link);
  await expect(page.getByText('Your address is changed')).toBeVisible();
});

test('who has signed out meanwhile is asked to sign in first, and the link stays good', async ({
  page,
  inbox,
}) => {
  const [person, { email }] = [somebody(), somebody()];
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, person);
  await page.goto('/account/profile');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Change email' }).click();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByLabel('Code')).toBeVisible();
  const { link } = await inbox.latest(email);
  await signOut(page);

  await page.goto(link);
  await expect(page.getByRole('heading', heading)).toHaveText('Sign in first');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Profile');
  await expect(page.getByLabel('Code')).toBeVisible();
  await page.goto(link);
  await expect(page.getByText('Your address is changed')).toBeVisible();
});

test('a step-up comes in place, and the change goes on with what was typed', async ({ page, inbox }) => {
  const [person, { email }] = [somebody(), somebody()];
  await signInTo(page, person);
  await ageAuthentication(person);
  await page.goto('/account/profile');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Change email' }).click();
  const dialog = page.getByRole('dialog', { name: "Confirm it's you" });
  await dialog.getByRole('button', { name: 'Email me a code' }).click();
  await expect(dialog.getByLabel('Code')).toBeVisible();
  expect(await inbox.all(email)).toEqual([]);
  await enterCode(page, (await inbox.latest(person.email)).code);
  await expect(page.getByText(`We sent a mail to ${email}`)).toBeVisible();
  await enterCode(page, (await inbox.latest(email)).code);
  await expect(page.getByText('Your address is changed')).toBeVisible();
});

test('an address that another account has gives the same page; only its mailbox learns of it', async ({
  page,
  inbox,
}) => {
  const [person, owner, { email: free }] = [somebody(), somebody(), somebody()];
  await insertAccount(owner);
  await signInTo(page, person);
  const texts: string[] = [];
  for (const address of [owner.email, free]) {
    await askToChange(page, address);
    await expect(page.getByText(/another in \d+ second/)).toBeVisible();
    const text = await page.getByRole('main').textContent();
    texts.push((text ?? '').replaceAll(address, 'ADDRESS').replace(/in \d+ seconds?/, ''));
    await page.getByRole('button', { name: 'Cancel' }).click();
    await expect(page.getByText('Your address stays as it is')).toBeVisible();
  }
  expect(texts[1]).toBe(texts[0]);
  const mail = await inbox.latest(owner.email);
  expect(mail.subject).toContain('another Latchkey account');
  expect(mail.text).not.toContain('token=');
});

test('what is cancelled or disowned does not happen', async ({ page, inbox }) => {
  const [person, first, second] = [somebody(), somebody(), somebody()];
  await signInTo(page, person);
  await askToChange(page, first.email);
  const { link } = await inbox.latest(first.email);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByText('Your address stays as it is')).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole('heading', heading)).toHaveText('This link no longer works');
  await expect(page.getByText('or the change was cancelled')).toBeVisible();

  await askToChange(page, second.email);
  await disownEmailChange(person);
  await page.goto((await inbox.latest(second.email)).link);
  await expect(page.getByText('The address could not be changed')).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(person.email);
});

test('no address, the same address, and a wrong code are told on their fields', async ({ page }) => {
  const person = somebody();
  await signInTo(page, person);
  await page.goto('/account/profile');
  const email = page.getByLabel('Email');
  for (const [typed, said] of [
    ['nobody', 'Enter an email address'],
    [person.email.toUpperCase(), 'This is your address already'],
  ] as const) {
    await email.fill(typed);
    await page.getByRole('button', { name: 'Change email' }).click();
    await expect(email).toHaveAccessibleDescription(new RegExp(said));
    await expect(email).toHaveValue(typed);
  }
  await askToChange(page, somebody().email);
  await enterCode(page, 'ZZZZ-ZZZZ');
  await expect(page.getByLabel('Code')).toHaveAccessibleDescription(/That code is not right/);
});

test('without JavaScript, names are saved and the address is changed by link and by code', async ({
  openBrowser,
  inbox,
}) => {
  const page = await openBrowser({ javaScriptEnabled: false });
  const [person, first, second] = [somebody(), somebody(), somebody()];
  await signInTo(page, person);
  await page.goto('/account/profile');
  await page.getByLabel('Username').fill(first.username.toUpperCase());
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(page.getByLabel('Username')).toHaveValue(first.username);

  await askToChange(page, first.email);
  await page.goto((await inbox.latest(first.email)).link);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('Your address is changed')).toBeVisible();

  await askToChange(page, second.email);
  await enterCode(page, (await inbox.latest(second.email)).code);
  await expect(page.getByText('Your address is changed')).toBeVisible();
  await expect(page.getByLabel('Email')).toHaveValue(second.email);
});

/** An account that exists already, and whose mailbox has had no mail yet, signed in to a moment ago. */
async function signInTo(page: Page, person: Person) {
  await insertAccount(person);
  await openSession(page.context(), person, 'Chrome on macOS');
}

/** Asks for another address, on a recent authentication; ends where the page waits for its code. */
async function askToChange(page: Page, email: string) {
  await page.goto('/account/profile');
  await page.getByLabel('Email').fill(email);
  await page.getByRole('button', { name: 'Change email' }).click();
  await expect(page.getByText(`We sent a mail to ${email}`)).toBeVisible();
}

/** As "This wasn't me" does, in the notice about the asking. */
async function disownEmailChange({ email }: Person) {
  await query(
    process.env.E2E_DATABASE_URL ?? '',
    `update security_events set disowned_at = now()
    where type = 'email_change_requested' and user_id = (select id from users where email = $1)`,
    [email],
  );
}

import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { query } from '../test/query';
import { ageAuthentication, insertAccount, openSession } from './accounts';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import type { inbox } from './inbox';
import { askForLink, type Person, signOut, somebody } from './steps';

const heading = { level: 1 } as const;

test('with two passkeys sign-in by email is turned off, after a step-up; only mails say so to whoever asks for one', async ({
  page,
  openBrowser,
  inbox,
}) => {
  const person = somebody();
  await signInWithPasskeyTo(page, person);
  await insertPasskey(person);
  await ageAuthentication(person);

  await page.goto('/account/security');
  await expect(page.getByRole('heading', heading)).toHaveText('Security');
  await emailSwitch(page).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Use a passkey' }).click();
  await expect(page.getByText('Sign-in by email is off.')).toBeVisible();
  await expect(emailSwitch(page)).not.toBeChecked();
  await expectMail(inbox, person, 'Sign-in by email was turned off for your Latchkey account');

  const texts: string[] = [];
  for (const typed of [person.email, `${somebody().username}@example.com`]) {
    const stranger = await openBrowser();
    await askForLink(stranger, typed);
    await expect(stranger.getByText(/another in \d+ second/)).toBeVisible();
    const text = await stranger.getByRole('main').textContent();
    texts.push((text ?? '').replaceAll(typed, 'TYPED').replace(/in \d+ seconds?/, ''));
  }
  expect(texts[1]).toBe(texts[0]);
  await expectMail(inbox, person, 'Sign in to Latchkey with a passkey');

  await emailSwitch(page).click();
  await expect(page.getByText('Sign-in by email is on.')).toBeVisible();
  await expect(emailSwitch(page)).toBeChecked();
});

test('where email is needed, turning it off is refused, and what it takes is said before', async ({
  page,
}) => {
  const person = somebody();
  await signInTo(page, person);
  await page.goto('/account/security');
  await expect(emailSwitch(page)).toHaveAccessibleDescription(/you need two passkeys, or one that is synced/);
  await emailSwitch(page).click();
  await expect(page.getByRole('alert').filter({ hasText: 'you need two passkeys' })).toBeVisible();
  await expect(emailSwitch(page)).toBeChecked();

  await page.getByRole('button', { name: 'Create recovery codes' }).click();
  await expect(codesOn(page)).toHaveCount(10);
  await insertPasskey(person);
  await page.reload();
  await expect(emailSwitch(page)).not.toHaveAccessibleDescription(/you need/);
});

test('a pause after "This wasn’t me" is told, and ended by its owner', async ({ page }) => {
  const person = somebody();
  await signInTo(page, person);
  await setEmailSignIn(person, 'paused');
  await page.goto('/account/security');
  await expect(emailSwitch(page)).not.toBeChecked();
  await expect(emailSwitch(page)).toHaveAccessibleDescription(/Paused since/);

  // Whoever came in by mail may be the one who was not the owner.
  await emailSwitch(page).click();
  const question = page.getByRole('dialog', { name: "Confirm it's you" });
  await question.getByRole('link', { name: 'recover your account' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Recover your account');
  await expect(page.getByLabel('Email or username')).toHaveValue(person.username);
  await page.getByRole('link', { name: 'Back to your account' }).click();
  await page.getByRole('link', { name: 'Security' }).click();

  await asRecovered(person);
  await emailSwitch(page).click();
  await expect(page.getByText('Sign-in by email is on.')).toBeVisible();
});

test('recovery codes are shown once, to be downloaded and printed, and each takes the place of the set before', async ({
  page,
  inbox,
}) => {
  const person = somebody();
  await signInTo(page, person);
  await page.goto('/account/security');
  await expect(page.getByText('You have none.')).toBeVisible();
  await page.getByRole('button', { name: 'Create recovery codes' }).click();
  await expect(codesOn(page)).toHaveCount(10);
  const codes = await codesOn(page).allTextContents();
  for (const code of codes) expect(code).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/);
  // Another Enter asks for no others: the codes have the focus.
  await expect(page.getByRole('list', { name: 'Your recovery codes' })).toBeFocused();
  await expect(page.getByText('10 left')).toBeVisible();
  await expectMail(inbox, person, 'New recovery codes for your Latchkey account');

  const downloading = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('recovery-codes.txt');
  const file = await readFile(await download.path(), 'utf8');
  for (const code of codes) expect(file).toContain(code);

  await expect(page.getByRole('button', { name: 'Print' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });
  for (const code of await codesOn(page).all()) expect((await code.boundingBox())?.height).toBeLessThan(40);
  for (const rest of [
    page.getByRole('heading', heading),
    page.getByRole('navigation'),
    page.getByRole('button'),
    page.getByRole('link'),
    emailSwitch(page),
  ]) {
    await expect(rest.filter({ visible: true })).toHaveCount(0);
  }
  await page.emulateMedia({ media: null });

  await page.getByRole('button', { name: 'Create recovery codes' }).click();
  const question = page.getByRole('dialog', { name: 'Replace your recovery codes?' });
  await expect(question).toContainText('New codes replace the old ones');
  await question.getByRole('button', { name: 'Keep the old ones' }).click();
  await expect(codesOn(page)).toHaveText(codes);
  await page.getByRole('button', { name: 'Create recovery codes' }).click();
  await question.getByRole('button', { name: 'Replace codes' }).click();
  await expect(codesOn(page).filter({ hasText: codes[0] })).toHaveCount(0);
  await expect(question).toHaveCount(0);
  await expect(page.getByRole('list', { name: 'Your recovery codes' })).toBeFocused();
  await expect(codesOn(page)).toHaveCount(10);
  await page.reload();
  await expect(codesOn(page)).toHaveCount(0);
  await expect(page.getByText('10 left')).toBeVisible();
});

test('a recovery code signs in on a new browser, where passkeys can be managed; it is spent, and told by mail, as is the next in the same browser', async ({
  page,
  openBrowser,
  inbox,
}) => {
  const person = somebody();
  await signInTo(page, person);
  const [code = '', next = ''] = await createCodes(page);
  await insertPasskey(person);

  const rescue = await openBrowser();
  await rescue.goto('/sign-in');
  await rescue.getByRole('link', { name: 'Lost your passkeys?' }).click();
  await expect(rescue.getByRole('heading', heading)).toHaveText('Recover your account');
  await rescue.getByLabel('Email or username').fill(person.username);
  await rescue.getByLabel('Recovery code').fill(code.toLowerCase().replaceAll('-', ' '));
  await rescue.getByLabel('Recovery code').press('Enter');
  await expect(rescue.getByRole('heading', heading)).toHaveText('Your account');
  await expectMail(inbox, person, 'A recovery code of your Latchkey account was used');

  await rescue.goto('/account/passkeys');
  await addAuthenticator(rescue);
  await rescue.getByRole('button', { name: 'Add a passkey' }).click();
  await expect.poll(() => countPasskeys(person)).toBe(2);
  await rescue.goto('/account/security');
  await expect(rescue.getByText('9 left')).toBeVisible();

  const thief = await openBrowser();
  await recover(thief, person.email, code);
  await expect(thief.getByText('do not go together')).toBeVisible();
  await expect(thief.getByLabel('Email or username')).toHaveValue(person.email);

  await rescue.context().clearCookies({ name: /session/ });
  await recover(rescue, person.email, next);
  await expect(rescue.getByRole('heading', heading)).toHaveText('Your account');
  const mails = () => inbox.all(person.email);
  const told = async () => (await mails()).filter(({ subject }) => subject.startsWith('A recovery code'));
  await expect.poll(async () => (await told()).length).toBe(2);
  expect((await told()).map(({ text }) => /browser is new/.test(text)).sort()).toEqual([false, true]);
  for (const { text } of await told()) expect(text).toContain('/not-me?token=');
  expect((await mails()).filter(({ subject }) => subject.startsWith('New sign-in'))).toEqual([]);
});

test('an unknown account, a wrong code and no code get the same answer', async ({ page, openBrowser }) => {
  const person = somebody();
  await signInTo(page, person);
  await createCodes(page);
  const texts = [];
  for (const [identifier, code] of [
    [person.email, 'ZZZZ-ZZZZ-ZZZZ-ZZZZ'],
    [`${somebody().username}@example.com`, 'ZZZZ-ZZZZ-ZZZZ-ZZZZ'],
    [person.username, ''],
    [somebody().username, 'what'],
  ] as const) {
    const stranger = await openBrowser();
    await recover(stranger, identifier, code);
    await expect(stranger.getByRole('alert').filter({ hasText: 'do not go together' })).toBeVisible();
    texts.push(await stranger.getByRole('main').textContent());
  }
  expect(new Set(texts).size).toBe(1);
});

test('a delayed recovery: a mail at once, one when it is ready, and then a link signs in although email is off', async ({
  page,
  openBrowser,
  inbox,
}) => {
  const person = somebody();
  await insertAccount(person);
  await insertPasskey(person);
  await setEmailSignIn(person, 'off');

  await startDelayedRecovery(page, person.email);
  const started = await inbox.latest(person.email);
  expect(started.subject).toBe('Recovery of your Latchkey account has started');
  expect(started.text).toContain('/not-me?token=');
  const nobody = await openBrowser();
  await startDelayedRecovery(nobody, somebody().username);

  await shiftRecovery(person, '24 hours');
  await startDelayedRecovery(page, person.username);
  const ready = await inbox.latest(person.email, { since: started });
  expect(ready.subject).toBe('Recovery of your Latchkey account is ready');

  await askForLink(page, person.email);
  await page.goto((await inbox.latest(person.email, { since: ready })).link);
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  await page.goto('/account/security');
  await expect(page.getByRole('heading', { name: 'A recovery is under way' })).toHaveCount(0);
  await expect(emailSwitch(page)).not.toBeChecked();
  await emailSwitch(page).click();
  await expect(page.getByText('Sign-in by email is on.')).toBeVisible();
});

test('a delayed recovery is cancelled by a sign-in with a passkey, and by a button', async ({
  page,
  openBrowser,
  inbox,
}) => {
  const person = somebody();
  await signInWithPasskeyTo(page, person);
  await setEmailSignIn(person, 'off');
  const underWay = page.getByRole('region', { name: 'A recovery is under way' });

  const stranger = await openBrowser();
  await startDelayedRecovery(stranger, person.email);
  await expectMail(inbox, person, 'Recovery of your Latchkey account has started');
  await page.goto('/account/security');
  await expect(underWay).toBeVisible();
  await shiftRecovery(person, '24 hours');
  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  await page.goto('/account/security');
  await expect(emailSwitch(page)).toBeVisible();
  await expect(underWay).toHaveCount(0);
  await askForLink(stranger, person.email);
  await expectMail(inbox, person, 'Sign in to Latchkey with a passkey');

  await beginRecovery(person);
  await page.reload();
  await underWay.getByRole('button', { name: 'Cancel it' }).click();
  await expect(page.getByText('The recovery is cancelled.')).toBeVisible();
  await expect(underWay).toHaveCount(0);
});

test('without JavaScript all of it works but printing', async ({ openBrowser, inbox }) => {
  const page = await openBrowser({ javaScriptEnabled: false });
  const person = somebody();
  await signInTo(page, person);
  const codes = await createCodes(page);
  await expect(page.getByText('10 left')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Download' })).toHaveAttribute('href', /^data:text\/plain/);
  await expect(page.getByRole('button', { name: 'Print' })).toHaveCount(0);
  await emailSwitch(page).click();
  await expect(page.getByText('you need two passkeys')).not.toHaveCount(0);
  await signOut(page);

  await recover(page, person.email, 'ZZZZ-ZZZZ-ZZZZ-ZZZZ');
  await expect(page.getByText('do not go together')).toBeVisible();
  await expect(page.getByLabel('Email or username')).toHaveValue(person.email);
  await startDelayedRecovery(page, person.email);
  await expectMail(inbox, person, 'Recovery of your Latchkey account has started');
  await recover(page, person.email, codes[3] ?? '');
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
});

test('the actions are for whoever is signed in, each in their own account', async ({ page }) => {
  const person = somebody();
  await signInTo(page, person);
  await page.goto('/account/security');
  await expect(emailSwitch(page)).toBeVisible();
  await endSessions(person);
  await page.getByRole('button', { name: 'Create recovery codes' }).click();
  await expect(page.getByText('You are signed out. Sign in and try again.')).toBeVisible();
});

function emailSwitch(page: Page) {
  return page.getByRole('switch', { name: 'Sign in by email' });
}

function codesOn(page: Page) {
  return page.getByRole('list', { name: 'Your recovery codes' }).getByRole('listitem');
}

/** An account whose mailbox has had no mail yet, signed in to a moment ago, by email. */
async function signInTo(page: Page, person: Person) {
  await insertAccount(person);
  await openSession(page.context(), person, 'Chrome on macOS');
}

/** As `signInTo`, with a passkey that the page's authenticator holds. */
async function signInWithPasskeyTo(page: Page, person: Person) {
  await withoutAutofill(page);
  await addAuthenticator(page);
  await signInTo(page, person);
  await page.goto('/account/passkeys');
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await expect.poll(() => countPasskeys(person)).toBe(1);
}

/** Creates a set of recovery codes on a recent authentication. */
async function createCodes(page: Page): Promise<string[]> {
  await page.goto('/account/security');
  await page.getByRole('button', { name: 'Create recovery codes' }).click();
  await expect(codesOn(page)).toHaveCount(10);
  return codesOn(page).allTextContents();
}

async function recover(page: Page, identifier: string, code: string) {
  await page.goto('/sign-in/recover');
  await page.getByLabel('Email or username').fill(identifier);
  await page.getByLabel('Recovery code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
}

async function startDelayedRecovery(page: Page, identifier: string) {
  await page.goto('/sign-in/recover');
  await page.getByLabel('Email or username').fill(identifier);
  await page.getByRole('button', { name: 'Start delayed recovery' }).click();
  await expect(page.getByText('If there is such an account, we have mailed it')).toBeVisible();
}

/** Waits for a mail with this subject. */
async function expectMail({ all }: typeof inbox, { email }: Person, subject: string) {
  await expect.poll(async () => (await all(email)).map((mail) => mail.subject)).toContain(subject);
}

/** A synced passkey that is lost. */
async function insertPasskey(person: Person) {
  await statement(
    `insert into credentials (id, user_id, public_key, sign_count, transports, backup_eligible, backup_state, aaguid, name)
    select $2, id, $3, 0, '{internal}', true, true, '00000000-0000-0000-0000-000000000000', 'Lost' from users where email = $1`,
    person,
    [randomBytes(32).toString('base64url'), randomBytes(77)],
  );
}

async function countPasskeys(person: Person): Promise<number> {
  const [row] = await statement(
    'select count(*)::int as n from credentials join users on users.id = user_id where email = $1',
    person,
  );
  return row.n;
}

async function setEmailSignIn(person: Person, state: 'on' | 'off' | 'paused') {
  await statement('update users set email_sign_in = $2 where email = $1', person, [state]);
}

/** Lets an account's sessions have been opened by a recovery. */
async function asRecovered(person: Person) {
  await statement(
    "update sessions set method = 'recovery' where user_id = (select id from users where email = $1)",
    person,
  );
}

async function beginRecovery(person: Person) {
  await statement('update users set recovery_started_at = now() where email = $1', person);
}

/** Lets so much time pass for a recovery that is under way. */
async function shiftRecovery(person: Person, time: string) {
  await statement(
    'update users set recovery_started_at = recovery_started_at - $2::interval where email = $1',
    person,
    [time],
  );
}

async function endSessions(person: Person) {
  await statement('delete from sessions where user_id = (select id from users where email = $1)', person);
}

async function statement(text: string, { email }: Person, values: unknown[] = []) {
  return query(process.env.E2E_DATABASE_URL ?? '', text, [email, ...values]);
}

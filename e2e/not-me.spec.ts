import type { Page } from '@playwright/test';
import { query } from '../test/query';
import { countSessions, insertAccount, insertPasskeys, openSession } from './accounts';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { inbox } from './inbox';
import { askForLink, enterCode, type Person, registerWithPasskey, somebody } from './steps';

const heading = { level: 1 } as const;
const database = process.env.E2E_DATABASE_URL ?? '';

test('a sign-in that was not mine is undone from the mail, in a browser that has never been here', async ({
  page,
  openBrowser,
}) => {
  const person = somebody();
  await insertAccount(person);
  await insertPasskeys(person, 1);
  const link = await signInByMail(page, person);

  const mine = await openBrowser();
  await mine.goto(link);
  await expect(mine.getByRole('heading', heading)).toHaveText('Was this you?');
  await expect(mine.getByText('Signed in by email')).toBeVisible();
  await expect(mine.getByText('Ends that session.')).toBeVisible();
  await expect(mine.getByText('Recover your account')).toHaveCount(0);
  expect(await countSessions(person)).toBe(1);

  await mine.getByRole('button', { name: "It wasn't me" }).click();
  await expect(mine.getByRole('heading', heading)).toHaveText('That is done');
  await expect(mine.getByText('The session was ended.')).toBeVisible();
  await expect(mine.getByText('Sign-in by email was paused.')).toBeVisible();
  await expect(mine.getByRole('link', { name: 'Sign in' })).toBeVisible();
  expect(await countSessions(person)).toBe(0);

  await page.goto('/account');
  await expect(page).toHaveURL(/\/sign-in/);
});

test('it works once: whoever opens it again reads that it was done, also by going back', async ({
  page,
  openBrowser,
}) => {
  const person = somebody();
  await insertAccount(person);
  const link = await signInByMail(page, person);
  const [first, second] = [await openBrowser(), await openBrowser()];
  await Promise.all([first.goto(link), second.goto(link)]);
  for (const mine of [first, second]) {
    await mine.getByRole('button', { name: "It wasn't me" }).click();
    await expect(mine.getByRole('heading', heading)).toHaveText('That is done');
  }
  await first.goBack();
  await first.goto(link);
  await expect(first.getByRole('heading', heading)).toHaveText('That is done');
  await expect(first.getByRole('button', { name: "It wasn't me" })).toHaveCount(0);
});

test('without JavaScript, on a narrow phone: the way back in is told before the button and after it', async ({
  page,
  openBrowser,
}) => {
  const person = somebody();
  await insertAccount(person);
  const link = await signInByMail(page, person);

  const phone = await openBrowser({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  await phone.goto(link);
  await expect(phone.getByText('no passkey and no sign-in by email')).toBeVisible();
  await expect(phone.getByText('24 hours later')).toBeVisible();
  await expectToFit(phone);
  await phone.getByRole('button', { name: "It wasn't me" }).click();
  await expect(phone.getByRole('heading', heading)).toHaveText('That is done');
  await expectToFit(phone);
  expect(await countSessions(person)).toBe(0);
  await expect(phone.getByRole('link', { name: 'Recover your account' })).toHaveAttribute(
    'href',
    '/sign-in/recover',
  );
});

test('a passkey that is not mine is removed, and signs in no more', async ({ page, openBrowser }) => {
  const person = somebody();
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, person);
  const link = await linkIn(person, 'passkey was added');

  const mine = await openBrowser();
  await mine.goto(link);
  await expect(
    mine.getByText(/^Removes the passkey “.+” and ends the sessions that it opened\.$/),
  ).toBeVisible();
  await mine.getByRole('button', { name: "It wasn't me" }).click();
  await expect(mine.getByText(/^The passkey “.+” was removed\.$/)).toBeVisible();
  expect(await countSessions(person)).toBe(0);

  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByText('This passkey was removed from its account')).toBeVisible();
  expect(await countSessions(person)).toBe(0);
});

test('a scanner that opens the link in every way it can undoes nothing', async ({
  page,
  openBrowser,
  request,
}) => {
  const person = somebody();
  await insertAccount(person);
  const link = await signInByMail(page, person);
  const prefetches = [
    { purpose: 'prefetch' },
    { 'sec-purpose': 'prefetch;prerender' },
    { 'next-router-prefetch': '1', rsc: '1' },
  ];
  for (const headers of [{}, ...prefetches]) {
    for (const method of ['GET', 'HEAD', 'OPTIONS']) {
      const answer = await request.fetch(link, { method, headers, maxRedirects: 0 });
      expect(answer.headers()['set-cookie']).toBeUndefined();
    }
  }
  const scanner = await openBrowser();
  await scanner.goto(link);
  await scanner.waitForTimeout(1_000);
  expect(await countSessions(person)).toBe(1);
  await scanner.reload();
  await expect(scanner.getByRole('button', { name: "It wasn't me" })).toBeVisible();
});

test('whoever is signed in here keeps that session, and is told when it is the one in question', async ({
  page,
  openBrowser,
}) => {
  const person = somebody();
  await insertAccount(person);
  const link = await signInByMail(page, person);
  await page.goto(link);
  await expect(page.getByText('you will be signed out here')).toBeVisible();

  const mine = await openBrowser();
  await openSession(mine.context(), person, 'Safari on iOS');
  await mine.goto(link);
  await expect(mine.getByText('you will be signed out here')).toHaveCount(0);
  await mine.getByRole('button', { name: "It wasn't me" }).click();
  await expect(mine.getByRole('link', { name: 'Look through your passkeys' })).toBeVisible();
  await mine.goto('/account/activity');
  await expect(mine.getByText("You said this wasn't you")).toBeVisible();
});

test('a link that is not right, too old, or about nothing, tells nothing', async ({ page, request }) => {
  const person = somebody();
  await insertAccount(person);
  const link = await signInByMail(page, person);
  const [id = '', signature = ''] = new URL(link).searchParams.get('token')?.split('.') ?? [];
  const wrong = `${id}.${signature.slice(0, -2)}${signature.endsWith('AA') ? 'BB' : 'AA'}`;
  for (const token of [wrong, `${Number(id) + 1}.${signature}`, '', 'x', `${link}`]) {
    const answer = await request.get(`/not-me?token=${encodeURIComponent(token)}`);
    expect(answer.status()).toBe(404);
    expect(await answer.text()).toContain('This link is not right');
  }
  await letPassSince(Number(id), '8 days');
  await expectNothingTold(page, link, 'This link is too old', person);
  await removeAccount(person);
  await expectNothingTold(page, link, 'Nothing is left to undo', person);
});

/** Signs in by mail, in a browser where that is new; answers the link of the mail about it. */
async function signInByMail(page: Page, person: Person) {
  await askForLink(page, person.email);
  await enterCode(page, (await inbox.latest(person.email)).code);
  await expect(page).toHaveURL(/\/account$/);
  return linkIn(person, 'New sign-in');
}

/** The link of "This wasn't me" in the mail of that subject, when it has come. */
async function linkIn({ email }: Person, subject: string) {
  let link = '';
  await expect(async () => {
    const mail = (await inbox.all(email)).find((candidate) => candidate.subject.includes(subject));
    [link = ''] = /https?:\S+\/not-me\?token=\S+/.exec(mail?.text ?? '') ?? [];
    expect(link).not.toBe('');
  }).toPass();
  return link;
}

async function expectNothingTold(page: Page, link: string, sentence: string, person: Person) {
  const answer = await page.goto(link);
  expect(answer?.status()).toBe(410);
  await expect(page.getByRole('heading', heading)).toHaveText(sentence);
  await expect(page.getByRole('button', { name: "It wasn't me" })).toHaveCount(0);
  for (const detail of [person.email, person.username, 'Chrome on', 'UTC']) {
    await expect(page.getByRole('main')).not.toContainText(detail);
  }
}

async function expectToFit(page: Page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}

async function letPassSince(eventId: number, interval: string) {
  await query(database, 'update security_events set at = at - $2::interval where id = $1', [
    eventId,
    interval,
  ]);
}

async function removeAccount({ email }: Person) {
  await query(database, 'delete from users where email = $1', [email]);
}

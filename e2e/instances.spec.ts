import { setTimeout as delay } from 'node:timers/promises';
import { request as http, type Page } from '@playwright/test';
import { createAuthenticator } from '../test/software-authenticator';
import { ageAuthentication, countSessions, insertAccount } from './accounts';
import { accountAsStored } from './adversarial/stored';
import { addAuthenticator, withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';
import { beginRegistration, beginSignIn, openOwner, openPasskeyOwner } from './http-ceremonies';
import { type HttpVisitor, openVisitor } from './http-visitor';
import type { inbox as mails } from './inbox';
import { interceptPost, replay } from './replay';
import { askForLink, enterCode, registerWithPasskey, signOut, somebody } from './steps';
import { ANSWERED_BY, INSTANCE, type Name, startTwoInstances } from './two-instances';

// One pair of instances for the whole file, which one test kills.
test.describe.configure({ mode: 'default', timeout: 180_000 });

const heading = { level: 1 } as const;
let instances: Awaited<ReturnType<typeof startTwoInstances>>;
test.beforeAll(async () => {
  instances = await startTwoInstances();
});
test.afterAll(() => instances?.stop());

test('IF13: what is begun on one instance ends on the other: accounts, passkeys, step-up, codes, address', async ({
  openBrowser,
  inbox,
}) => {
  const page = await openBrowser({ baseURL: instances.url });
  const answered = await alternate(page);
  const [person, next] = [somebody(), somebody()];
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, person);
  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');

  await ageAuthentication(person);
  await page.goto('/account/security');
  await page.getByRole('button', { name: 'Create recovery codes' }).click();
  await page.getByRole('button', { name: 'Use a passkey' }).click();
  const codes = page.getByRole('listitem').filter({ hasText: /^(\w{4}-){3}\w{4}$/ });
  await expect(codes).toHaveCount(10);
  const [code = ''] = await codes.allTextContents();

  await page.goto('/account/profile');
  await page.getByLabel('Email').fill(next.email);
  await page.getByRole('button', { name: 'Change email' }).click();
  await expect(page.getByLabel('Code')).toBeVisible();
  await page.goto((await inbox.latest(next.email)).link);
  await expect(page.getByText('Your address is changed')).toBeVisible();

  await page.goto('/account/passkeys');
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Over there');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('listitem', { name: 'Over there' })).toBeVisible();
  await signOut(page);

  await page.goto('/sign-in/recover');
  await page.getByLabel('Email or username').fill(next.email);
  await page.getByLabel('Recovery code').fill(code);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText(/Your account|Passkeys/);
  expect(new Set(answered())).toEqual(new Set(['a', 'b']));
});

test('IF13: what is begun on one instance ends on the other: link, code, delayed recovery', async ({
  openBrowser,
  inbox,
}) => {
  const page = await openBrowser({ baseURL: instances.url });
  await alternate(page);
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  const mail = await inbox.latest(person.email);
  await page.goto(mail.link);
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');

  const other = await openBrowser({ baseURL: instances.url });
  await alternate(other);
  await other.goto('/sign-in/recover');
  await other.getByLabel('Email or username').fill(person.email);
  await other.getByRole('button', { name: 'Start delayed recovery' }).click();
  await expect(other.getByText('If there is such an account, we have mailed it')).toBeVisible();
  await page.goto('/account/security');
  await page.getByRole('button', { name: 'Cancel it' }).click();
  await expect(page.getByText('The recovery is cancelled.')).toBeVisible();

  const second = somebody();
  await insertAccount(second);
  await askForLink(other, second.username);
  await enterCode(other, (await inbox.latest(second.email)).code);
  await expect(other.getByRole('heading', heading)).toHaveText('Your account');
});

test('CO1, CO2: 50 parallel redemptions, of a link and of an assertion, open one session each over both instances', async ({
  openBrowser,
  inbox,
}) => {
  const request = await http.newContext();
  const linked = somebody();
  await insertAccount(linked);
  const reader = await openBrowser({ baseURL: instances.url });
  await askForLink(reader, linked.email);
  const { link } = await inbox.latest(linked.email);
  const redemption = await interceptPost(reader, () => reader.goto(link));
  await replay(request, redemption, 50, onBoth);
  expect(await countSessions(linked)).toBe(1);

  const holder = somebody();
  const page = await openBrowser({ baseURL: instances.url });
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, holder);
  await signOut(page);
  const verification = await interceptPost(page, () =>
    page.getByRole('button', { name: 'Sign in with a passkey' }).click(),
  );
  // Another context: the connections of the first may have been given up meanwhile.
  const later = await http.newContext();
  const statuses = await replay(later, verification, 50, onBoth);
  expect(await countSessions(holder)).toBe(1);
  expect(statuses.filter((status) => status === 410)).toHaveLength(49);
  await Promise.all([request.dispose(), later.dispose()]);
});

test('CO3: 20 parallel registrations of one attestation make one passkey over both instances', async () => {
  const { person, visitor } = await openOwner(instances.url);
  const ceremony = await beginRegistration(visitor);
  const response = createAuthenticator({ origin: instances.url }).register(ceremony.options);
  // Without the header they take turns.
  const answers = await Promise.all(Array.from({ length: 20 }, () => ceremony.finish(response)));
  expect((await accountAsStored(person)).credentials).toHaveLength(1);
  expect(answers.filter(({ status }) => status === 410)).toHaveLength(19);
  await visitor.close();
});

test('CO6: of 40 parallel sign-ins over both instances an account keeps 20 sessions', async () => {
  const { person, visitor, authenticator } = await openPasskeyOwner(instances.url, { synced: true });
  const browsers = await Promise.all(Array.from({ length: 40 }, () => openVisitor(instances.url)));
  const ceremonies = await Promise.all(browsers.map(beginSignIn));
  const signingIn = ceremonies.map((ceremony) =>
    ceremony.finish(authenticator.authenticate(ceremony.options)),
  );
  const answers = await Promise.all(signingIn);
  expect(answers.filter(({ headers }) => headers['x-action-redirect'] === undefined)).toEqual([]);
  // One may begin just before another ends, and not see it; the next sign-in makes room for both.
  expect(await countSessions(person)).toBeGreaterThanOrEqual(20);
  expect(await countSessions(person)).toBeLessThan(23);
  await Promise.all([visitor, ...browsers].map((browser) => browser.close()));
});

test('RL3, RL6, CO4: limits hold over both instances: mails per mailbox, mails per client, tries per request', async ({
  inbox,
}) => {
  const person = somebody();
  await insertAccount(person);
  const askers = await Promise.all(Array.from({ length: 10 }, () => openVisitor(instances.url)));
  const forms = await Promise.all(askers.map((asker) => asker.form('/sign-in', 'Email me a link')));
  const asked = await Promise.all(forms.map((ask, i) => ask({ identifier: person.email }, onBoth(i))));
  expect(asked.map(({ status }) => status)).toEqual(asked.map(() => 303));
  await inbox.latest(person.email);

  const [tried] = askers;
  const enter = await tried?.form('/sign-in/check-email', 'Continue');
  const tries = await Promise.all(
    Array.from({ length: 20 }, (_, i) => enter?.({ code: '0000-0000' }, onBoth(i))),
  );
  expect(tries.filter((answer) => answer?.status === 422)).toHaveLength(5);
  expect(tries.filter((answer) => answer?.status === 429)).toHaveLength(15);
  expect(await inbox.all(person.email)).toHaveLength(1);

  const greedy = await openVisitor(instances.url);
  const ask = await greedy.form('/sign-in', 'Email me a link');
  const many = await Promise.all(
    Array.from({ length: 30 }, (_, i) => ask({ identifier: somebody().email }, onBoth(i))),
  );
  expect(many.filter(({ status }) => status === 303)).toHaveLength(10);
  expect(many.filter(({ status }) => status === 429)).toHaveLength(20);
  await Promise.all([greedy, ...askers].map((visitor) => visitor.close()));
});

test('IF14: one instance is killed every ten seconds, in turn: people go on, and nobody is signed out', async ({
  openBrowser,
  inbox,
}) => {
  const visitor = await signedInVisitor(inbox);
  // Each is another client, whose limits are its own.
  const newPage = () => openBrowser({ baseURL: instances.url });
  let over = false;
  const killing = killInTurn(KILLS).finally(() => {
    over = true;
  });

  /** Somebody whose day a kill spoiled begins another. */
  async function repeat(day: () => Promise<void>) {
    const days: string[] = [];
    while (!over) days.push(await day().then(() => 'good', String));
    return days;
  }
  const [, withPasskey, byMail, reads] = await Promise.all([
    killing,
    repeat(async () => dayWithPasskey(await newPage())),
    repeat(async () => dayByMail(await newPage(), inbox)),
    repeat(() => readAccount(visitor)),
  ]);
  // What a reload mends is no failure; what was killed halfway through an action has to be done again.
  expect(reads.filter((read) => read !== 'good')).toEqual([]);
  expect(reads.length).toBeGreaterThan(20);
  for (const days of [withPasskey, byMail]) {
    expect(days).toContain('good');
    expect(days.filter((day) => day !== 'good').length, days.join('\n')).toBeLessThanOrEqual(KILLS);
  }
});

const KILLS = 4;

async function killInTurn(times: number) {
  for (let time = 0; time < times; time += 1) {
    const name = time % 2 === 0 ? 'a' : 'b';
    await delay(5_000);
    instances.kill(name);
    await delay(5_000);
    await instances.restart(name);
  }
}

async function dayWithPasskey(page: Page) {
  await withoutAutofill(page);
  await addAuthenticator(page);
  await registerWithPasskey(page, somebody());
  await readPages(page);
  await signOut(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
}

async function dayByMail(page: Page, { latest }: Inbox) {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.username);
  await enterCode(page, (await latest(person.email)).code);
  await expect(page.getByRole('heading', heading)).toHaveText('Your account');
  await readPages(page);
  await signOut(page);
}

async function readPages(page: Page) {
  for (const part of ['Profile', 'Passkeys', 'Security', 'Sessions', 'Activity', 'Your data']) {
    await page.getByRole('link', { name: part, exact: true }).click();
    await expect(page.getByRole('heading', heading)).toHaveText(part);
  }
}

/** Whoever is signed in stays so: at most one answer is lost, and a reload brings it. */
async function readAccount(visitor: HttpVisitor) {
  for (const part of ['profile', 'passkeys', 'sessions', 'activity']) {
    // Killed in the middle of an answer, an instance leaves half of it.
    const half = () => ({ status: 599 });
    const { status } = await visitor.get(`/account/${part}`).catch(half);
    if (status !== 200) expect(status).toBeGreaterThanOrEqual(500);
    if (status !== 200) expect((await visitor.get(`/account/${part}`)).status).toBe(200);
  }
}

/** Has each request of a page answered by the other instance than the last action; answers who did so far. */
async function alternate(page: Page): Promise<() => string[]> {
  const answered: string[] = [];
  let last: Name = 'b';
  await page.route('**/*', async (route) => {
    const request = route.request();
    const other = last === 'a' ? 'b' : 'a';
    if (request.method() === 'POST') last = other;
    await route.continue({ headers: { ...request.headers(), [INSTANCE]: other } });
  });
  page.on('response', (response) => answered.push(response.headers()[ANSWERED_BY.toLowerCase()] ?? ''));
  return () => answered.filter((name) => name !== '');
}

/** The header for one of many requests at once: every other goes to the other instance. */
function onBoth(index: number): Record<string, string> {
  return { [INSTANCE]: index % 2 === 0 ? 'a' : 'b' };
}

async function signedInVisitor({ latest }: Inbox) {
  const person = somebody();
  await insertAccount(person);
  const visitor = await openVisitor(instances.url);
  const ask = await visitor.form('/sign-in', 'Email me a link');
  expect((await ask({ identifier: person.email })).status).toBe(303);
  const enter = await visitor.form('/sign-in/check-email', 'Continue');
  const { code } = await latest(person.email);
  expect((await enter({ code })).status).toBe(303);
  return visitor;
}

type Inbox = typeof mails;

import type { Page } from '@playwright/test';
import { unseal } from '@/lib/sealing';
import { sessionCookie } from '@/lib/session-cookie';
import { freePort } from '../test/free-port';
import { startUpstashBridge } from '../test/upstash-bridge';
import { countSessions, insertAccount } from './accounts';
import { startApplication } from './application';
import { expect, test } from './fixtures';
import { inbox } from './inbox';
import { askForLink, enterCode, somebody } from './steps';

const heading = { level: 1 } as const;
const ONE = 'the-first-secret-0123456789-abcdefghijklmnopqr';
const TWO = 'the-second-secret-9876543210-zyxwvutsrqponmlkj';

test('SE9: a new AUTH_SECRET, with the one before beside it, signs nobody out and spoils no mail; alone, it does', async ({
  openBrowser,
}) => {
  test.setTimeout(180_000);
  const [token, port] = ['a-token-for-secrets', await freePort()];
  const bridge = await startUpstashBridge({ redisPort: Number(process.env.E2E_REDIS_PORT), token });
  const services = {
    DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
    SMTP_URL: process.env.E2E_SMTP_URL ?? '',
    UPSTASH_REDIS_REST_URL: bridge.url,
    UPSTASH_REDIS_REST_TOKEN: token,
  };
  const somebodyHere = async () => {
    const person = somebody();
    await insertAccount(person);
    return { person, page: await openBrowser({ baseURL: `http://localhost:${port}` }) };
  };
  const [staying, leaving, linked, coded] = [
    await somebodyHere(),
    await somebodyHere(),
    await somebodyHere(),
    await somebodyHere(),
  ];

  let application = await startApplication({ ...services, AUTH_SECRET: ONE }, port);
  for (const { person, page } of [staying, leaving]) {
    await askForLink(page, person.email);
    await enterCode(page, (await inbox.latest(person.email)).code);
    await expect(page).toHaveURL(/\/account$/);
  }
  for (const { person, page } of [linked, coded]) await askForLink(page, person.email);
  const mails = {
    link: await inbox.latest(linked.person.email),
    code: await inbox.latest(coded.person.email),
  };

  application.stop();
  application = await startApplication({ ...services, AUTH_SECRET: TWO, AUTH_SECRET_PREVIOUS: ONE }, port);

  await test.step('sessions go on', async () => {
    for (const { page } of [staying, leaving]) {
      await page.goto('/account');
      await expect(page.getByRole('heading', heading)).toHaveText('Your account');
    }
    expect(await secretsThatOpen(staying.page)).toEqual([ONE]);
  });
  await test.step('links and codes under way sign in, and the new cookies have the new secret', async () => {
    await linked.page.goto(mails.link.link);
    await enterCode(coded.page, mails.code.code);
    for (const { page } of [linked, coded]) {
      await expect(page).toHaveURL(/\/account$/);
      expect(await secretsThatOpen(page)).toEqual([TWO]);
    }
  });
  await test.step('who signs out is still greeted', async () => {
    await leaving.page.getByRole('button', { name: 'Sign out' }).click();
    await expect(leaving.page.getByRole('heading', heading)).toHaveText(
      `Welcome back, ${leaving.person.name}`,
    );
  });
  await test.step('"This wasn\'t me" of before works', async () => {
    const { text } =
      (await inbox.all(leaving.person.email)).find(({ subject }) => subject.includes('New sign-in')) ?? {};
    const [notMe = ''] = /https?:\S+\/not-me\?token=\S+/.exec(text ?? '') ?? [];
    const page = await openBrowser();
    await page.goto(notMe);
    await page.getByRole('button', { name: "It wasn't me" }).click();
    await expect(page.getByRole('heading', heading)).toHaveText('That is done');
  });

  application.stop();
  application = await startApplication({ ...services, AUTH_SECRET: TWO }, port);
  await test.step('with the new one alone, what the old one sealed is nobody', async () => {
    await staying.page.goto('/account');
    await expect(staying.page).toHaveURL(/\/sign-in\?to=%2Faccount$/);
    await expect(staying.page.getByRole('heading', heading)).toHaveText('Sign in');
    // The row is there until it expires, and no cookie points to it.
    expect(await countSessions(staying.person)).toBe(1);
    await linked.page.goto('/account');
    await expect(linked.page.getByRole('heading', heading)).toHaveText('Your account');
  });
  application.stop();
  await bridge.stop();
});

/** Which secrets a browser's session cookie was sealed with. */
async function secretsThatOpen(page: Page): Promise<string[]> {
  const cookie = sessionCookie(false).name;
  const value = (await page.context().cookies()).find(({ name }) => name === cookie)?.value ?? '';
  const opened = await Promise.all(
    [ONE, TWO].map((secret) => unseal(value, { secrets: [secret], purpose: cookie })),
  );
  return [ONE, TWO].filter((_, index) => opened[index]);
}

import { freePort } from '../../test/free-port';
import { startUpstashBridge } from '../../test/upstash-bridge';
import { insertAccount, newSession, openSession } from '../accounts';
import { startApplication } from '../application';
import { expect, test } from '../fixtures';
import { type Answer, openVisitor } from '../http-visitor';
import { inbox } from '../inbox';
import { type Person, somebody } from '../steps';

const ORIGIN = process.env.E2E_APP_URL ?? '';

test('SE14: every cookie that a person is ever given is HttpOnly, Lax, for every path, small, and tells nothing', async () => {
  const { given, person } = await journey(ORIGIN, {});
  expect([...new Set(given.map(nameOf))].toSorted()).toEqual(
    // The library's own is taken back with the answer that sets it.
    [
      'browser',
      'callback',
      'email-change',
      'goodbye',
      'known',
      'link-request',
      'offer',
      'remembered',
      'session',
    ].map((name) => `latchkey.${name}`),
  );
  for (const cookie of given) expectQuiet(cookie, person);
});

test('SE12, SE14: over https each has the prefix of this host alone, and one from beside it is nobody', async () => {
  const [token, port] = ['a-token-for-cookies', await freePort()];
  const bridge = await startUpstashBridge({ redisPort: Number(process.env.E2E_REDIS_PORT), token });
  const application = await startApplication(
    {
      APP_URL: 'https://latchkey.example',
      DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
      SMTP_URL: process.env.E2E_SMTP_URL ?? '',
      UPSTASH_REDIS_REST_URL: bridge.url,
      UPSTASH_REDIS_REST_TOKEN: token,
    },
    port,
  );
  try {
    const atHome = { host: 'latchkey.example', origin: 'https://latchkey.example' };
    const { given, person } = await journey(application.url, atHome);
    expect(given.length).toBeGreaterThan(7);
    for (const cookie of given) {
      expect(nameOf(cookie)).toMatch(/^__Host-latchkey\./);
      expect(cookie).toMatch(/; Secure/i);
      expect(cookie).not.toMatch(/; Domain/i);
      expectQuiet(cookie, person);
    }
    const { value } = await newSession(person, 'Chrome on macOS');
    for (const name of [
      'latchkey.session',
      '__Secure-latchkey.session',
      '__Host-latchkey.session',
      '__Host-latchkey.session.0',
    ]) {
      const planted = await openVisitor(application.url, { ...atHome, cookie: `${name}=${value}` });
      const { status, headers } = await planted.get('/account');
      expect({ name, status, set: headers['set-cookie'] }).toEqual({ name, status: 307, set: undefined });
    }
  } finally {
    application.stop();
    await bridge.stop();
  }
});

test('SE15: going back after signing out shows nothing of the account, nor does a page that a browser has kept', async ({
  page,
}) => {
  const person = somebody();
  await insertAccount(person);
  await openSession(page.context(), person, 'Chrome on macOS');
  await page.goto('/account/profile');
  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Sessions');
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  for (let back = 0; back < 2; back += 1) {
    await page.goBack();
    await expect(page).toHaveURL(/\/sign-in\?to=/);
    await expect(page.locator('body')).not.toContainText(person.email);
  }

  await openSession(page.context(), person, 'Chrome on macOS');
  await page.goto('/account/profile');
  await expect(page.getByLabel('Email')).toBeVisible();
  await page.context().clearCookies();
  // As Safari and Firefox leave a page, and come back to it.
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true })));
  await expect(page.locator('body')).toBeHidden();
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })));
  await expect(page).toHaveURL(/\/sign-in\?to=/);
});

/** Everything that leads to a cookie. */
async function journey(url: string, headers: Record<string, string>) {
  const person = somebody();
  await insertAccount(person);
  // Secure cookies are kept by hand: the connection is none that a browser would call secure.
  const held = new Map<string, string>();
  const given: string[] = [];
  const kept = () => [...held].map(([name, value]) => `${name}=${value}`).join('; ');
  const visit = async (act: (visitor: Awaited<ReturnType<typeof openVisitor>>) => Promise<Answer>) => {
    const visitor = await openVisitor(url, { ...headers, cookie: kept() });
    const answer = await act(visitor);
    expect(answer.status).toBeLessThan(400);
    for (const cookie of answer.headers['set-cookie']?.split('\n') ?? []) {
      given.push(cookie);
      held.set(nameOf(cookie), cookie.slice(cookie.indexOf('=') + 1).split(';')[0] ?? '');
    }
    await visitor.close();
    return answer;
  };
  await visit((visitor) => visitor.submit('/sign-in', 'emailMeALink', { identifier: person.email }));
  const { code } = await inbox.latest(person.email);
  await visit(async (visitor) => (await visitor.form('/sign-in/check-email', 'Continue'))({ code }));
  await visit((visitor) => visitor.submit('/account', 'notNow'));
  await visit((visitor) => visitor.submit('/account/profile', 'changeEmail', { email: somebody().email }));
  await visit((visitor) =>
    visitor.submit('/account/data', 'deleteMyAccount', { confirmation: person.username }),
  );
  return { given, person };
}

function nameOf(cookie: string): string {
  return cookie.slice(0, cookie.indexOf('='));
}

/** RFC 6265bis, 5.6: attributes in any case. Read as text and with every part decoded. */
function expectQuiet(cookie: string, { name, username, email }: Person) {
  expect(cookie).toMatch(/; HttpOnly/i);
  expect(cookie).toMatch(/; SameSite=lax/i);
  expect(cookie).toMatch(/; Path=\/(;|$)/i);
  expect(cookie.length).toBeLessThan(4_096);
  const decoded = cookie.split(/[.=;]/).map((part) => Buffer.from(part, 'base64url').toString('latin1'));
  for (const told of [name, username, email]) {
    for (const text of [cookie, decodeURIComponent(cookie), ...decoded]) expect(text).not.toContain(told);
  }
}

import { startApplication } from './application';
import { expect, test } from './fixtures';

test('passkey managers find out where passkeys are created and managed', async ({ request, baseURL }) => {
  const answer = await request.get('/.well-known/passkey-endpoints');
  expect(answer.headers()['content-type']).toBe('application/json');
  expect(await answer.json()).toEqual({
    enroll: `${baseURL}/account/passkeys`,
    manage: `${baseURL}/account/passkeys`,
  });
});

test('browsers find out which other origins may use the passkeys', async ({ request }) => {
  const answer = await request.get('/.well-known/webauthn');
  expect(answer.headers()['content-type']).toBe('application/json');
  expect(await answer.json()).toEqual({ origins: ['https://latchkey.example', 'https://latchkey.test'] });
});

test('password managers lead to the passkeys, and an address that cannot exist does not', async ({
  page,
}) => {
  await page.goto('/.well-known/change-password');
  await expect(page).toHaveURL('/sign-in?to=%2Faccount%2Fpasskeys');
  const nowhere = '/.well-known/resource-that-should-not-exist-whose-status-code-should-not-be-200';
  expect((await page.request.get(nowhere)).status()).toBe(404);
});

test('whoever finds a hole finds out where to report it', async ({ request, baseURL }) => {
  const answer = await request.get('/.well-known/security.txt');
  expect(answer.headers()['content-type']).toBe('text/plain; charset=utf-8');
  const text = await answer.text();
  expect(text).toContain('Contact: mailto:security@example.com\n');
  expect(text).toContain(`Canonical: ${baseURL}/.well-known/security.txt\n`);
  const days = (Date.parse(/Expires: (\S+)/.exec(text)?.[1] ?? '') - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(30);
  expect(days).toBeLessThan(365);
});

test('what is not configured is not there', async ({ request }) => {
  const application = await startApplication({
    DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
    SMTP_URL: process.env.E2E_SMTP_URL ?? '',
  });
  try {
    for (const address of ['security.txt', 'webauthn']) {
      expect((await request.get(`${application.url}/.well-known/${address}`)).status()).toBe(404);
    }
  } finally {
    application.stop();
  }
});

test('crawlers are kept from what is personal', async ({ request }) => {
  const answer = await request.get('/robots.txt');
  expect(answer.headers()['content-type']).toContain('text/plain');
  expect(await answer.text()).toContain('Disallow: /account\n');
});

test('home screens find a name and icons, and every icon is there', async ({ page }) => {
  await page.goto('/sign-in');
  const links = page.locator(
    'head link[rel=manifest], head link[rel~=icon], head link[rel=apple-touch-icon]',
  );
  const addresses = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''));
  expect(addresses.length).toBeGreaterThanOrEqual(4);

  const manifest = await (await page.request.get('/manifest.webmanifest')).json();
  expect(manifest).toMatchObject({ name: 'Latchkey', start_url: '/account' });
  for (const { src } of manifest.icons) addresses.push(src);
  for (const address of addresses) expect((await page.request.get(address)).status()).toBe(200);
});

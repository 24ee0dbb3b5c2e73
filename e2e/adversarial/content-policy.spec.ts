import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures';

test('CR14: what is written into a page does not run', async ({ page, violations }) => {
  await inject(
    page,
    `<script>window.injected = 'script'</script>
    <script nonce="guessed">window.injected = 'guessed nonce'</script>
    <script src="https://evil.example/x.js"></script>
    <script src="/icon.svg"></script>
    <script type="module">window.injected = 'module'</script>
    <base href="https://evil.example/">
    <img src="/nothing.png" onerror="window.injected = 'handler'">
    <svg onload="window.injected = 'svg'"></svg>
    <iframe srcdoc="<script>parent.injected = 'frame'</script>"></iframe>
    <object data="data:text/html,<script>parent.injected = 'object'</script>"></object>
    <a id="bad" href="javascript:window.injected = 'address'">here</a>
    <style>h1 { display: none }</style>
    <p id="styled" style="display: none">styled</p>`,
  );
  await page.goto('/register');
  await page.locator('#bad').evaluate((link: HTMLElement) => link.click());
  await page.waitForLoadState('networkidle');

  expect(await page.evaluate('window.injected')).toBeUndefined();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(page.locator('#styled')).toBeVisible();
  expect(await page.evaluate('document.baseURI')).toContain('/register');
  // So that a silent report is not taken for a silent page.
  expect(violations.length).toBeGreaterThan(8);
  violations.length = 0;
});

test('CR14: text does not become code, not even for the page’s own scripts', async ({ page, violations }) => {
  await page.goto('/sign-in');
  await expect(page.getByRole('button', { name: 'Sign in with a passkey' })).toBeVisible();
  const attempts: (() => unknown)[] = [
    () => Object.assign(document.body, { innerHTML: '<img src=x onerror="window.injected = 1">' }),
    () => document.body.insertAdjacentHTML('beforeend', '<b>'),
    () => Object.assign(document.createElement('iframe'), { srcdoc: '<b>' }),
    () => document.createRange().createContextualFragment('<b>'),
    () => Object.assign(document.createElement('script'), { src: 'https://evil.example/x.js' }),
    () => Object.assign(document.createElement('script'), { src: 'data:,window.injected=1' }),
    () => Object.assign(document.createElement('script'), { src: '/_next/static/../../sign-in' }),
    () => Object.assign(document.createElement('script'), { text: 'window.injected = 1' }),
    () => document.createElement('p').setAttribute('onclick', 'window.injected = 1'),
    () => new Worker('/sw.js'),
    () => new Function('window.injected = 1')(),
    () =>
      window.trustedTypes?.createPolicy('default', {
        createHTML: (text) => text,
        createScriptURL: () => null,
      }),
    () =>
      window.trustedTypes?.createPolicy('other', { createHTML: (text) => text, createScriptURL: () => null }),
  ];
  for (const attempt of attempts) {
    // Later, since what the browser is told to run from outside may do more.
    const outcome = page.evaluate(`new Promise((done, failed) => setTimeout(() => {
      try { (${attempt})(); done(); } catch (error) { failed(error); }
    }))`);
    await expect(outcome, String(attempt)).rejects.toThrow(/TypeError|EvalError/);
  }
  expect(await page.evaluate('window.injected')).toBeUndefined();
  expect(violations.length).toBeGreaterThan(8);
  violations.length = 0;
});

test('an extension that was first with Trusted Types leaves the page alive', async ({ page, violations }) => {
  await page.addInitScript(() => {
    window.trustedTypes?.createPolicy('default', {
      createHTML: (text) => text,
      createScriptURL: (text) => text,
    });
  });
  await page.goto('/sign-in');
  const posted = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByLabel('Email or username').fill('ada');
  await page.getByRole('button', { name: 'Email me a link' }).click();
  expect((await posted).headers()['next-action'], 'the page is alive').toBeDefined();
  // That of the second policy, which the browser refused.
  violations.length = 0;
});

test('CR14: a name that is a script is a name', async ({ page, inbox }) => {
  const name = `<script>window.injected=1</script><img src=x onerror=window.injected=2>`;
  const username = `x${Date.now()}`;
  await page.goto('/register');
  await page.getByLabel('Name', { exact: true }).fill(name.slice(0, 64));
  await page.getByLabel('Username').fill(username);
  await page.getByLabel('Email').fill(`${username}@example.com`);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your email');
  await page.goto((await inbox.latest(`${username}@example.com`)).link);
  await page.waitForURL(/\/welcome$/);
  await page.goto('/account/profile');
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue(name.slice(0, 64));
  expect(await page.evaluate('window.injected')).toBeUndefined();
});

test('WA41: no page of ours is shown in a frame of another site', async ({ page, appUrl, violations }) => {
  const paths = ['/sign-in', '/register', '/account', '/sign-in/link?token=x', '/not-me?token=x', '/nowhere'];
  const frames = paths.map((path) => `<iframe src="${appUrl}${path}"></iframe>`).join('');
  await page.route('http://evil.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html>${frames}` }),
  );
  await page.goto('http://evil.example/');
  await page.waitForLoadState('networkidle');
  const framed = page.frames().filter((frame) => frame !== page.mainFrame());
  expect(framed).toHaveLength(paths.length);
  for (const frame of framed) {
    expect(frame.url()).toMatch(/^chrome-error:/);
    expect(await frame.content()).not.toContain('Latchkey');
  }
  violations.length = 0;
});

/** Puts this into every page that is served, behind its heading, and leaves its headers as they are. */
async function inject(page: Page, html: string): Promise<void> {
  await page.route('**/register', async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace('</body>', `${html}</body>`);
    await route.fulfill({ response, body });
  });
}

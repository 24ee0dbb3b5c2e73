import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LOGS, startApplication } from './application';
import { expect, test } from './fixtures';
import { inspect } from './inspect';

// A bug, brought into the production build from outside: what every page of links and every action needs throws.
const bug = `import crypto from 'node:crypto';
crypto.createHmac = () => {
  const cause = new Error('cause-of-the-bug');
  throw Object.assign(new Error('message-of-the-bug', { cause }), { property: 'property-of-the-bug' });
};`;

test('an error that nobody foresaw is one line with its kind, its place and the reference that people see', async ({
  openBrowser,
}) => {
  const application = await startApplication({
    DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
    SMTP_URL: process.env.E2E_SMTP_URL ?? '',
    NODE_OPTIONS: `--import ${new URL(`data:text/javascript,${encodeURIComponent(bug)}`).href}`,
  });
  const log = () => readFileSync(join(LOGS, `${new URL(application.url).port}.log`), 'utf8');
  const lines = (event: string) =>
    log()
      .split('\n')
      .filter((line) => line.includes(`"event":"${event}"`))
      .map((line) => JSON.parse(line));
  try {
    const page = await openBrowser({ baseURL: application.url, reducedMotion: 'reduce' });
    const answer = await page.goto('/sign-in/link?token=secret-of-the-link');
    expect(answer?.status()).toBe(500);
    const requestId = answer?.headers()['x-request-id'];
    const reference = (await page.getByText('Reference:').textContent())?.split(' ').at(-1);
    await expect(() => expect(lines('request.failed')).toHaveLength(1)).toPass();
    expect(lines('request.failed')).toEqual([
      expect.objectContaining({
        level: 'error',
        requestId,
        route: '/sign-in/link',
        error: 'Error',
        at: expect.stringMatching(/:\d+:\d+$/),
        digest: reference,
      }),
    ]);

    await inspect(page, 'error');
    await page.goto('/sign-in');
    await page.getByLabel('Email or username').fill('ada@example.com');
    await page.getByRole('button', { name: 'Email me a link' }).click();
    await expect(() => expect(lines('request.failed').length).toBeGreaterThan(1)).toPass();

    expect(lines('process.said')).toEqual([]);
    for (const kept of ['of-the-bug', 'secret-of-the-link', 'ada@', '    at ']) {
      expect(log()).not.toContain(kept);
    }
  } finally {
    application.stop();
  }
});

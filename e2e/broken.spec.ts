import { insertAccount, openSession } from './accounts';
import { startApplication } from './application';
import { expect, test } from './fixtures';
import { inspect } from './inspect';
import { openRelay } from './relay';
import { somebody } from './steps';

test('while the database is down, the page that says so is accessible in every look', async ({
  openBrowser,
}) => {
  const relay = await openRelay(process.env.E2E_DATABASE_URL ?? '');
  const application = await startApplication({
    DATABASE_URL: relay.url,
    SMTP_URL: process.env.E2E_SMTP_URL ?? '',
  });
  try {
    const person = somebody();
    await insertAccount(person);
    const page = await openBrowser({ baseURL: application.url, reducedMotion: 'reduce' });
    await openSession(page.context(), person, 'Chrome on Linux');
    relay.cut();
    expect((await page.goto('/account'))?.status()).toBe(503);
    await inspect(page, 'unavailable');
  } finally {
    application.stop();
    relay.close();
  }
});

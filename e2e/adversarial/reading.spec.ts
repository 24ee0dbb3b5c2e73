import { insertAccount, insertPasskeys, newSession } from '../accounts';
import { expect, test } from '../fixtures';
import { somebody } from '../steps';
import { ask } from './raw-request';
import { accountAsStored } from './stored';

test('CR6: reading changes nothing, whatever is read', async ({ appUrl }) => {
  const person = somebody();
  await insertAccount(person);
  await insertPasskeys(person, 2);
  const { name, value } = await newSession(person, 'Chrome on Windows');
  const before = await accountAsStored(person);
  for (const method of ['GET', 'HEAD', 'OPTIONS']) {
    for (const path of READABLE) {
      const { status, headers } = await ask(appUrl, `${method} ${path}`, { cookie: `${name}=${value}` });
      expect(status, `${method} ${path}`).toBeLessThan(500);
      expect(headers['set-cookie'] ?? '', `${method} ${path}`).not.toContain('session');
    }
  }
  expect(await accountAsStored(person)).toEqual(before);
});

const READABLE = [
  '/',
  '/sign-out',
  '/goodbye',
  '/welcome',
  '/register?name=a&username=abc&email=a@example.com',
  '/sign-in?identifier=a@example.com',
  '/sign-in/link?token=x',
  '/sign-in/operator?token=x',
  '/sign-in/recover?identifier=a&code=b',
  '/sign-in/check-email?code=AAAA-AAAA',
  '/sign-in/check-email/status?mail',
  '/not-me?token=x',
  '/not-me/done?token=x',
  '/.well-known/change-password',
  '/account',
  '/account/activity',
  '/account/data?confirmation=x',
  '/account/data/download',
  '/account/passkeys?id=x&delete=1',
  '/account/profile?name=x&username=xyz',
  '/account/profile/confirm?token=x',
  '/account/security?on=',
  '/account/sessions?id=x&end=1',
  '/api/cron/purge',
  '/api/cron/recovery',
  '/api/health',
];

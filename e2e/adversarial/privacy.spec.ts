import { insertAccount, insertPasskeys, newSession } from '../accounts';
import { expect, test } from '../fixtures';
import { openVisitor } from '../http-visitor';
import { inbox } from '../inbox';
import { somebody } from '../steps';
import { accountPages } from './account-pages';
import { accountAsStored } from './stored';

const ORIGIN = process.env.E2E_APP_URL ?? '';

const PUBLIC = [
  '/',
  '/sign-in',
  '/register',
  '/sign-in/recover',
  '/sign-in/check-email',
  '/goodbye',
  '/nowhere',
  '/robots.txt',
];
test('PR6, PR7: which passkeys somebody has, and of what make, is told to nobody else, signed in or not', async () => {
  const [owner, other] = [somebody(), somebody()];
  await insertAccount(owner);
  await insertAccount(other);
  await insertPasskeys(owner, 2);
  const { account, credentials } = await accountAsStored(owner);
  const told = credentials.flatMap(({ id, aaguid }) => [id, aaguid]);
  expect(told).toHaveLength(4);

  const signedIn = await openVisitor(ORIGIN, {}, [await newSession(owner, 'Chrome on macOS')]);
  const download = (await signedIn.get('/account/data/download')).text;
  expect(told.filter((value) => !download.includes(value))).toEqual([]);

  const remembered = await openVisitor(ORIGIN);
  const stranger = await openVisitor(ORIGIN, {}, [await newSession(other, 'Firefox on Linux')]);
  await remembered.submit('/sign-in', 'emailMeALink', { identifier: owner.email });
  const answers = [
    ...(await Promise.all(PUBLIC.map((path) => remembered.get(path)))),
    ...(await Promise.all(accountPages.map((path) => stranger.get(path)))),
    await remembered.get('/sign-in/passkey-options'),
    await remembered.get(`/sign-in/passkey-options?email=${owner.email}`),
    await remembered.call('/sign-in', 'isUnknown', credentials[0]?.id),
    await remembered.submit('/sign-in/recover', 'recover', {
      identifier: owner.email,
      code: 'ZZZZ-ZZZZ-ZZZZ-ZZZZ',
    }),
  ];
  const handle = Buffer.from(String(account.user_handle).slice(2), 'hex').toString('base64url');
  for (const { text } of answers) {
    for (const value of [...told, handle, 'allAcceptedCredentials":']) expect(text).not.toContain(value);
  }
});

test('PR2: an address that holds a token quotes it to nobody: no foreign address, no referrer, no cache', async () => {
  const person = somebody();
  await insertAccount(person);
  const visitor = await openVisitor(ORIGIN);
  await visitor.submit('/sign-in', 'emailMeALink', { identifier: person.email });
  const { link } = await inbox.latest(person.email);
  const token = new URL(link).searchParams.get('token') ?? '';
  const stranger = await openVisitor(ORIGIN);
  for (const [who, browser] of Object.entries({ visitor, stranger })) {
    for (const path of [
      '/sign-in/link',
      '/account/profile/confirm',
      '/not-me',
      '/sign-in/operator',
      '/not-me/done',
    ]) {
      const { headers, text } = await browser.get(`${path}?token=${token}`);
      const what = `${who}: ${path}`;
      expect(headers['referrer-policy'], what).toBe('strict-origin');
      expect(headers['cache-control'], what).toContain('no-store');
      const foreign = [...text.matchAll(/(?:src|href|action)="([^"]+)"/g)].filter(
        ([, url = '']) => new URL(url, ORIGIN).origin !== ORIGIN,
      );
      expect(foreign, what).toEqual([]);
      expect(headers.location ?? '', what).not.toContain(token);
      expect(headers['set-cookie'] ?? '', what).not.toContain(token.split('.').at(-1));
    }
  }
});

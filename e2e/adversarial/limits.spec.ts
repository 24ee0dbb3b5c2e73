import { randomBytes } from 'node:crypto';
import { countSessions, insertAccount } from '../accounts';
import { startApplication } from '../application';
import { addAuthenticator } from '../authenticator';
import { clientAddress, expect, test } from '../fixtures';
import { type Answer, formFields, openVisitor } from '../http-visitor';
import { askForLink, somebody } from '../steps';

/** Addresses by header: who has used up the asking, who is the same client, and who is another. */
const clients = [
  {
    who: '203.0.113.7',
    same: [
      '203.0.113.7:4711',
      ' 203.0.113.7 ',
      '::ffff:203.0.113.7',
      '::FFFF:cb00:7107',
      '[::ffff:203.0.113.7]:80',
      '9.9.9.9, 203.0.113.7',
      'unknown,,203.0.113.7',
    ],
    others: ['203.0.113.8', '203.0.113.7, 9.9.9.9', '2002:cb00:7107::'],
  },
  {
    who: '2001:db8:1:2::1',
    same: [
      '2001:DB8:1:2:ffff:ffff:ffff:ffff',
      '2001:0db8:0001:0002:0000:0000:0000:0005',
      '[2001:db8:1:2::9]:443',
      '2001:db8:1:2::1%eth0',
      '2001:db8:1:2::192.0.2.1',
    ],
    others: ['2001:db8:1:3::1', '2001:db8:1::2', '::1:2:3:4'],
  },
  {
    // No address stands there: the connection counts.
    who: 'garbage',
    same: [
      '',
      'unknown',
      '999.1.1.1',
      '1.2.3',
      '1.2.3.4.5',
      '0x7f.1',
      '<script>',
      '::1::',
      '127.0.0.1',
      ' ,',
    ],
    others: ['192.0.2.99'],
  },
];

test('RL1, RL2: behind one proxy a client has one limit, however its address is written and whatever it claims', async () => {
  const { application, askAs } = await startAsking({ TRUSTED_PROXY_HOPS: '1' });
  try {
    for (const { who, same, others } of clients) {
      for (let asks = 0; asks < 10; asks += 1) expect(await askAs(who), who).toBe(303);
      for (const address of [who, ...same]) expect(await askAs(address), `${who} as "${address}"`).toBe(429);
      for (const address of others) expect(await askAs(address), `${address}, not ${who}`).toBe(303);
    }
    for (const header of CLAIMS) {
      expect(await askAs('203.0.113.7', { [header]: '198.51.100.1' }), header).toBe(429);
    }
  } finally {
    application.stop();
  }
});

test('RL1, RL2: without proxies the connection alone counts', async () => {
  const { application, askAs } = await startAsking({ TRUSTED_PROXY_HOPS: '0' });
  try {
    for (let asks = 0; asks < 10; asks += 1) expect(await askAs(`203.0.113.${asks}`)).toBe(303);
    for (const address of ['203.0.113.99', '', '::1', '10.0.0.1, 10.0.0.2'])
      expect(await askAs(address)).toBe(429);
    for (const header of CLAIMS) expect(await askAs('', { [header]: '198.51.100.1' }), header).toBe(429);
  } finally {
    application.stop();
  }
});

test('RL5: a limit does not care how the address of a page is written', async ({ appUrl }) => {
  const { http, get, close } = await openVisitor(appUrl);
  const fields = formFields((await get('/sign-in')).text, 'Email me a link');
  const paths = [
    '/sign-in',
    '/sign-in?a=b',
    '/sign-in?notice=x&to=/account',
    '//sign-in',
    '/sign-in/',
    '/SIGN-IN',
  ];
  let asked = 0;
  for (let turn = 0; turn < 5; turn += 1) {
    for (const path of [...paths, '/./sign-in', '/sign%2Din', '/sign-in;a=b', '/register']) {
      const answer = await http.post(appUrl + path, { multipart: { ...fields, identifier: nobody() } });
      expect(answer.status(), path).toBeLessThan(500);
      if (answer.headers().location?.endsWith('/check-email')) asked += 1;
    }
  }
  expect(asked).toBe(10);
  await close();
});

test('RL9: 100 links at once that nobody was mailed are refused, and a good one works meanwhile', async ({
  page,
  inbox,
  appUrl,
}) => {
  const person = somebody();
  await insertAccount(person);
  await askForLink(page, person.email);
  const { link } = await inbox.latest(person.email);
  const html = await (await page.request.get(link)).text();
  const fields = formFields(html, 'Continue');
  const stranger = await openVisitor(appUrl);
  const tokens = Array.from({ length: 100 }, randomToken);
  const refused = Promise.all(
    tokens.map((token) =>
      stranger.http.post(link, { multipart: { ...fields, token } }).then((a) => a.status()),
    ),
  );
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
  // One client takes half of a server's places at most (lib/admission.ts).
  expect((await refused).filter((status) => status !== 503)).toContain(403);
  expect((await refused).filter((status) => ![403, 503].includes(status))).toEqual([]);
  expect(await countSessions(person)).toBe(1);
  await stranger.close();
});

test('RL11: every 429 says when to try again, and nothing of what is behind it', async ({ appUrl }) => {
  const visitor = await openVisitor(appUrl);
  const ask = await visitor.form('/sign-in', 'Email me a link');
  expect((await ask({ identifier: somebody().email })).status).toBe(303);
  const again = await visitor.form('/sign-in/check-email', 'Send again').catch(() => null);
  const enter = await visitor.form('/sign-in/check-email', 'Continue');
  for (let tries = 0; tries < 5; tries += 1) expect((await enter({ code: '0000-0000' })).status).toBe(422);
  expectLater(await enter({ code: '0000-0000' }), 60, 60);
  if (again) expectLater(await again(), 1, 60);

  for (let asks = 1; asks < 10; asks += 1) await ask({ identifier: nobody() });
  expectLater(await ask({ identifier: nobody() }), 600, 600);

  const recover = await visitor.form('/sign-in/recover', 'Continue');
  const code = { identifier: nobody(), code: 'ZZZZ-ZZZZ-ZZZZ-ZZZZ', way: 'code' };
  for (let tries = 0; tries < 10; tries += 1) expect((await recover(code)).status).toBe(422);
  expectLater(await recover(code), 600, 600);
  await visitor.close();
});

test('RL11, RL12: who has begun too many ceremonies is told by the button, and not by autofill', async ({
  page,
  appUrl,
}) => {
  const address = clientAddress();
  const visitor = await openVisitor(appUrl, address);
  const begin = () => visitor.get('/sign-in/passkey-options');
  for (let begun = 0; begun < 600; begun += 30) {
    const answers = await Promise.all(Array.from({ length: 30 }, begin));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  }
  expectLater(await begin(), 600, 600);
  await visitor.close();

  await page.context().setExtraHTTPHeaders(address);
  await addAuthenticator(page);
  const armed = page.waitForResponse('**/sign-in/passkey-options');
  await page.goto('/sign-in');
  expect((await armed).status()).toBe(429);
  const words = page.getByText(
    'Passkeys were asked for too often from here. Wait ten minutes and try again.',
  );
  await page.getByLabel('Email or username').fill('ada');
  await expect(words).toHaveCount(0);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await expect(words).toBeVisible();
});

/** What proxies call the client's address, and none of ours writes. */
const CLAIMS = [
  'X-Real-IP',
  'Forwarded',
  'X-Client-IP',
  'CF-Connecting-IP',
  'True-Client-IP',
  'X-Vercel-Forwarded-For',
];

/** An application of its own, and a way to ask it for a mail as somebody at this address; answers the status. */
async function startAsking(configuration: Record<string, string>) {
  const application = await startApplication({
    DATABASE_URL: process.env.E2E_DATABASE_URL ?? '',
    // Other keys for the same addresses: who connects from this machine is a client of other tests, too.
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    SMTP_URL: process.env.E2E_SMTP_URL ?? '',
    ...configuration,
  });
  const visitor = await openVisitor(application.url);
  const ask = await visitor.form('/sign-in', 'Email me a link');
  const askAs = async (address: string, more: Record<string, string> = {}) =>
    (await ask({ identifier: nobody() }, { 'X-Forwarded-For': address, ...more })).status;
  return { application, askAs };
}

function expectLater({ status, headers, text }: Answer, least: number, most: number) {
  expect(status).toBe(429);
  expect(headers['retry-after']).toMatch(/^\d+$/);
  expect(Number(headers['retry-after'])).toBeGreaterThanOrEqual(least);
  expect(Number(headers['retry-after'])).toBeLessThanOrEqual(most);
  expect(text).not.toMatch(/redis|postgres|per-client|node_modules|AuthFailure/i);
}

/** A username that nobody has, so that no mail goes out. */
function nobody() {
  return `nobody-${randomBytes(6).toString('hex')}`;
}

/** In the form of those that are mailed. */
function randomToken() {
  return `${randomBytes(16).toString('base64url')}.1.${randomBytes(32).toString('base64url')}`;
}

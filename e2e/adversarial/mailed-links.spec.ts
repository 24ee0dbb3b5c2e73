import { createAuthenticator } from '../../test/software-authenticator';
import { countSessions, insertAccount } from '../accounts';
import { expect, test } from '../fixtures';
import { openVisitor, resultOf } from '../http-visitor';
import { inbox } from '../inbox';
import { originsIn, pathOf, sessionOf, someoneWithMail } from '../mailed-visitor';
import { somebody } from '../steps';

const APP = process.env.E2E_APP_URL ?? '';
const EVIL = 'evil.example';

test('ML14: what asking for a mail answers, and every page after it, proves nothing', async () => {
  const { visitor, answer, token, code } = await someoneWithMail(APP);
  const pages = ['/sign-in/check-email', '/sign-in/check-email/status?mail', '/sign-in'];
  const seen = [answer, ...(await Promise.all(pages.map(visitor.get)))];
  const cookies = (await visitor.cookies()).map(({ value }) => value);
  const [, , secret = ''] = token.split('.');
  for (const hidden of [token, secret, code, code.replace('-', ''), 'argon2', '/sign-in/link?token']) {
    expect(JSON.stringify([seen, cookies]).includes(hidden), hidden).toBe(false);
  }
  await visitor.close();
});

test('ML16, ML15: a target added to the link leads nowhere, its page is not kept, and its address is not passed on', async () => {
  const { visitor, link } = await someoneWithMail(APP);
  const more = ['to', 'callbackUrl', 'next', 'redirect']
    .map((name) => `${name}=https%3A%2F%2F${EVIL}`)
    .join('&');
  const { headers, text } = await visitor.get(`${link}&${more}`);
  // Not no-referrer, under which browsers send a form with `Origin: null`.
  expect(headers['referrer-policy']).toBe('strict-origin');
  expect(headers['cache-control']).toContain('no-store');
  expect(originsIn(text).filter((origin) => ![APP, 'http://www.w3.org'].includes(origin))).toEqual([]);
  const open = await visitor.form(`${link}&${more}`, 'Continue');
  const answer = await open();
  expect(answer).toMatchObject({ status: 303, headers: { location: '/account' } });
  await visitor.close();
});

test('ML15: once it has signed in, the link is not in the history, and nothing but this origin was asked', async ({
  page,
}) => {
  const person = somebody();
  await insertAccount(person);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(request.url()));
  await page.goto('/sign-in');
  await page.getByLabel('Email or username').fill(person.email);
  await page.getByRole('button', { name: 'Email me a link' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Check your email');
  const { link } = await inbox.latest(person.email);
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Your account');
  expect(await page.evaluate(() => document.referrer)).not.toContain('token');
  await page.goBack();
  expect(page.url()).not.toContain('token');
  expect(asked.filter((url) => new URL(url).origin !== APP)).toEqual([]);
});

test("ML17: whoever is signed in and opens another's link changes over: one session ends, one begins", async () => {
  const bob = await someoneWithMail(APP);
  const ask = await bob.visitor.form('/sign-in', 'Email me a link');
  await (await bob.visitor.form(bob.link, 'Continue'))();
  expect(await countSessions(bob.person)).toBe(1);
  const ofBob = await sessionOf(bob.visitor);

  const ada = somebody();
  await insertAccount(ada);
  await ask({ identifier: ada.email });
  const { link } = await inbox.latest(ada.email);
  expect((await (await bob.visitor.form(pathOf(link), 'Continue'))()).status).toBe(303);
  expect(await Promise.all([bob.person, ada].map(countSessions))).toEqual([0, 1]);
  expect(await sessionOf(bob.visitor)).not.toBe(ofBob);
  expect((await bob.visitor.get('/account/profile')).text).toContain(ada.email);
  expect((await bob.visitor.get('/account/profile')).text).not.toContain(bob.person.email);
  await bob.visitor.close();
});

test('ML18, ML7, ML8: a link that somebody else asked for signs a victim in to nothing', async () => {
  const [attacker, victim] = [await someoneWithMail(APP), await someoneWithMail(APP)];
  const page = await victim.visitor.get(attacker.link);
  expect(page).toMatchObject({ status: 403 });
  expect(page.text).toContain('Open this link where you started');
  expect(page.text).not.toContain(attacker.person.email);
  const open = await victim.visitor.form(victim.link, 'Continue');
  const elsewhere = await open({ token: attacker.token });
  expect(elsewhere.status).toBe(403);
  const crossSite = await open({ token: attacker.token }, { 'sec-fetch-site': 'cross-site' });
  expect(crossSite.status).toBe(403);
  expect(await sessionOf(victim.visitor)).toBeUndefined();
  expect(await countSessions(attacker.person)).toBe(0);
  expect((await open()).status).toBe(303);
  expect(await Promise.all([attacker.person, victim.person].map(countSessions))).toEqual([0, 1]);
  await Promise.all([attacker.visitor.close(), victim.visitor.close()]);
});

test('EN10: in another browser a link that is good, used, wrong, and nobody’s looks the same', async () => {
  const [good, used] = [await someoneWithMail(APP), await someoneWithMail(APP)];
  await (await used.visitor.form(used.link, 'Continue'))();
  const [id, number, secret = ''] = good.token.split('.');
  const links = [
    good.link,
    used.link,
    `/sign-in/link?token=${id}.${number}.${[...secret].toReversed().join('')}`,
    `/sign-in/link?token=${id}.2.${secret}`,
    `/sign-in/link?token=${'a'.repeat(22)}.1.${secret}`,
  ];
  const strangers = [await openVisitor(APP), (await someoneWithMail(APP)).visitor];
  for (const stranger of strangers) {
    const pages = await Promise.all(links.map(stranger.get));
    const seen = pages.map(({ status, headers, text }) => ({
      status,
      cookies: headers['set-cookie'],
      text: text.replace(/[\w+/=.-]{22,}/g, '…'),
    }));
    expect(seen[0]).toMatchObject({ status: 403, cookies: undefined });
    for (const page of seen) expect(page).toEqual(seen[0]);
    await stranger.close();
  }
  await Promise.all([good.visitor.close(), used.visitor.close()]);
});

test('ML25, ML4: a link that led to a new passkey is dead afterwards, everywhere, and its owner is told of the passkey', async () => {
  const person = somebody();
  const visitor = await openVisitor(APP);
  await (await visitor.form('/register', 'Create account'))(person);
  const { link } = await inbox.latest(person.email);
  const open = await visitor.form(pathOf(link), 'Continue');
  expect((await open()).headers.location).toBe('/welcome');
  const begun = resultOf(await visitor.submit('/welcome', 'beginPasskey')).done.value;
  const response = createAuthenticator().register(begun, { clientData: { origin: APP } });
  const answer = { challenge: begun.challenge, response, to: '/account' };
  await visitor.call('/welcome', 'finishPasskey', answer);
  await expect
    .poll(async () => (await inbox.all(person.email)).map(({ subject }) => subject))
    .toContainEqual(expect.stringMatching(/passkey/i));

  const thief = await openVisitor(APP);
  expect((await thief.get(pathOf(link))).status).toBe(403);
  const again = await open();
  expect(again.headers.location).toBe('/account');
  expect(await sessionOf(thief)).toBeUndefined();
  expect(await countSessions(person)).toBe(1);
  await Promise.all([visitor.close(), thief.close()]);
});

import { insertAccount } from '../accounts';
import { expect, test } from '../fixtures';
import { openVisitor } from '../http-visitor';
import { inbox } from '../inbox';
import { originsIn, someoneWithMail } from '../mailed-visitor';
import { somebody } from '../steps';
import { ask as sendRaw } from './raw-request';

const APP = process.env.E2E_APP_URL ?? '';
const EVIL = 'evil.example';

test('ML12: whatever host a request names, mails and redirects lead to the configured one', async () => {
  const { host } = new URL(APP);
  const visitor = await openVisitor(APP);
  const ask = await visitor.form('/sign-in', 'Email me a link');
  const forged: Record<string, string>[] = [
    { forwarded: `host=${EVIL};proto=https` },
    { 'x-forwarded-proto': 'https' },
    { 'x-forwarded-port': '1' },
    { 'x-forwarded-server': EVIL },
    { 'x-original-host': EVIL },
    { 'x-host': EVIL },
    { 'x-original-url': `http://${EVIL}/` },
    { 'x-forwarded-prefix': `//${EVIL}` },
    { referer: `https://${EVIL}/` },
  ];
  for (const headers of forged) {
    const { email } = somebody();
    const answer = await ask({ identifier: email }, headers);
    expect(answer.status, JSON.stringify(headers)).toBe(303);
    expect(JSON.stringify(answer)).not.toContain(EVIL);
    const { text, html } = await inbox.latest(email);
    expect(new Set(originsIn(text + html)), JSON.stringify(headers)).toEqual(new Set([APP]));
  }

  const foreign: Record<string, string>[] = [
    { 'x-forwarded-host': EVIL },
    { 'x-forwarded-host': `${EVIL}, ${host}` },
    { host: EVIL },
  ];
  for (const headers of foreign) {
    const { email } = somebody();
    expect((await ask({ identifier: email }, headers)).status, JSON.stringify(headers)).toBe(403);
    expect(await inbox.all(email)).toEqual([]);
  }

  const dead = `/sign-in/link?token=${'a'.repeat(22)}.1.${'b'.repeat(43)}`;
  for (const [path, headers] of [
    ['/account', { host: EVIL }],
    ['/account', { 'x-forwarded-host': EVIL }],
    [`http://${EVIL}/account`, { host }],
    [`http://${EVIL}${dead}`, { host: EVIL }],
    [dead, { 'x-forwarded-host': EVIL, forwarded: `host=${EVIL}` }],
    ['/account/data/download', { host: EVIL, 'x-forwarded-host': EVIL }],
  ] as const) {
    const answer = await sendRaw(APP, `GET ${path}`, headers);
    expect(answer.status, path).toBeLessThan(500);
    expect(answer.headers.location ?? '', `${path} ${JSON.stringify(headers)}`).not.toContain(EVIL);
    expect(answer.body, path).not.toContain(`//${EVIL}`);
  }
  await visitor.close();
});

test('ML21: no other site has a mail sent, nor a script without an origin', async () => {
  const visitor = await openVisitor(APP);
  for (const [path, button, field] of [
    ['/sign-in', 'Email me a link', 'identifier'],
    ['/register', 'Create account', 'email'],
    ['/sign-in/recover', 'Start delayed recovery', 'identifier'],
  ] as const) {
    const send = await visitor.form(path, button);
    for (const headers of [
      { origin: `https://${EVIL}` },
      { origin: 'null' },
      { origin: '' },
      { origin: `${APP}.${EVIL}` },
      { origin: APP.replace('http:', 'https:') },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ] as Record<string, string>[]) {
      const person = somebody();
      await insertAccount(person);
      const answer = await send({ ...person, [field]: person.email, way: 'delayed' }, headers);
      expect(answer.status, `${path} ${JSON.stringify(headers)}`).toBe(403);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(await inbox.all(person.email)).toEqual([]);
    }
  }
  await visitor.close();
});

test('ML22: a malformed token is a page with a 404, wherever tokens are taken, and the good one stays good', async () => {
  const { visitor, link, token } = await someoneWithMail(APP);
  const malformed = [
    ...['', '%', '%%', '%zz', '%00', '%c3%28', '%ff', '%2e%2e%2f', '[]', '{}', 'undefined', '%F0%9F%94%91'],
    ...[
      token.slice(0, -1),
      `${token}a`,
      `%20${token}`,
      `${token}%0a`,
      `${token}%00`,
      token.replace('.', '%2e%2e'),
    ],
    ...[
      `${token}&token=${token}`,
      `a&token=b`,
      token.replace(/\.\d+\./, '.0.'),
      token.replace(/\.\d+\./, '.-1.'),
    ],
    ...[
      'a'.repeat(10_000),
      token.replace('.', '\u2024'.normalize('NFC')).replace(/[^\x20-\x7e]/g, '%E2%80%A4'),
    ],
  ];
  const pages = ['/sign-in/link', '/account/profile/confirm', '/not-me', '/sign-in/operator'];
  for (const page of pages) {
    for (const value of malformed) {
      const answer = await sendRaw(APP, `GET ${page}?token=${value}`);
      expect(answer.status, `${page} ${value.slice(0, 90)}`).toBe(404);
      expect(answer.body.length).toBeGreaterThan(100);
    }
    const odd = await sendRaw(APP, `GET ${page}?token[]=a&token[b]=c&Token=d`);
    expect(odd.status).toBe(404);
  }
  for (const other of [token.toUpperCase(), token.toLowerCase()]) {
    expect((await visitor.get(`/sign-in/link?token=${other}`)).status).toBe(403);
  }
  const open = await visitor.form(link, 'Continue');
  for (const typed of [
    '',
    'a',
    '%',
    '\u0000',
    '𝒂'.repeat(20),
    `${token}\n`,
    'a'.repeat(10_000),
    token.slice(1),
  ]) {
    const { status } = await open({ token: typed });
    expect([404, 422], `${status} for ${typed.slice(0, 90)}`).toContain(status);
  }
  expect((await open()).status).toBe(303);
  await visitor.close();
});

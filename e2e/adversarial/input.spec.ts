import { insertAccount, insertPasskeys, newSession } from '../accounts';
import { type BuildAction, buildActions } from '../build-actions';
import { expect, test } from '../fixtures';
import { type HttpVisitor, openVisitor } from '../http-visitor';
import { inbox } from '../inbox';
import { somebody } from '../steps';
import { accountAsStored } from './stored';

const ORIGIN = process.env.E2E_APP_URL ?? '';

/** Whatever somebody may type: nothing of it is an address, a code, an id or a token. */
const HOSTILE = [
  '',
  '\0',
  'a\0b',
  '\u202e',
  '\r\nBcc: eve@evil.example',
  "' or 1=1 --",
  '"); drop table users; --',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '%00%0a%c0%af',
  '$K1',
  '__proto__',
  '00000000-0000-0000-0000-000000000000',
  'x'.repeat(20_000),
  '\u0301'.repeat(5_000),
  '\u{1f468}\u200d'.repeat(2_000),
];

/** What JSON can be that no script of ours sends. */
const VALUES = [
  null,
  true,
  1e300,
  '',
  'x'.repeat(20_000),
  '\0',
  [],
  {},
  { length: 5 },
  { challenge: null, response: [] },
  { challenge: 'x', response: { id: 7, response: 'x' } },
  { toString: 'x', valueOf: 1, toJSON: {} },
  { constructor: { prototype: { role: 'admin' } } },
  JSON.parse('{"__proto__":{"ok":true,"challenge":"x"},"then":"x"}'),
];

const FIELDS = [
  'identifier',
  'typed',
  'to',
  'name',
  'username',
  'email',
  'code',
  'token',
  'request',
  'id',
  'session',
];
const MORE = [
  'way',
  'kind',
  'confirmation',
  'endSessions',
  'stepUp.passkey',
  'stepUp.code',
  'stepUp.request',
  'answer',
];

test('IN1, IN5, IN7: whatever stands in any field of any action is answered by less than a 500, and changes nothing', async () => {
  test.setTimeout(180_000);
  const { person, visitor } = await signedIn();
  const before = await accountAsStored(person);
  for (const action of harmless()) {
    for (const [index, value] of HOSTILE.entries()) {
      // Every value in every field, in fewer requests than there are pairs.
      const part = (all: string[]): [string, string][] => all.map((name) => [name, value]);
      const fields = index % 2 ? part([...FIELDS, ...MORE]) : part([...MORE, ...FIELDS].reverse());
      await expectAnswer(visitor, action, fields, `${action.name} of ${JSON.stringify(value.slice(0, 40))}`);
    }
  }
  expect(unnamed(await accountAsStored(person))).toEqual(unnamed(before));
});

test('IN7: no shape of a form or a call breaks an action', async () => {
  test.setTimeout(180_000);
  const { person, visitor } = await signedIn();
  const before = await accountAsStored(person);
  const shapes: Record<string, [string, string][]> = {
    'no field': [],
    'fields twice': [...FIELDS, ...FIELDS].map((name) => [name, 'x']),
    'names of every object': ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'length'].map(
      (name) => [name, 'x'],
    ),
    'fields within fields': ['email.x', 'email.0', 'email:x', '0', '$K1'].map((name) => [name, 'x']),
    'many fields': Array.from({ length: 95 }, (_, index) => [`field-${index}`, 'x']),
  };
  const parameters = Object.entries(shapes);
  for (const action of harmless()) {
    for (const [what, fields] of parameters)
      await expectAnswer(visitor, action, fields, `${action.name}: ${what}`);
    for (const value of VALUES) {
      const answer = await visitor.http.post(action.page, {
        data: JSON.stringify([value, value]),
        headers: { 'next-action': action.id, 'content-type': 'text/plain;charset=UTF-8' },
        maxRedirects: 0,
      });
      const what = `${action.name} of ${JSON.stringify(value).slice(0, 60)}`;
      expect(answer.status(), what).toBeLessThan(500);
      expect(await answer.text(), what).not.toMatch(/\bat \w+ \(|node_modules|TypeError/);
    }
  }
  // Refused before any action is looked for.
  const [action] = harmless();
  const file = { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('x') };
  const withFile = await visitor.http.post(action?.page ?? '', {
    multipart: { _1_email: file, 0: '[{},"$K1"]' },
    headers: { 'next-action': action?.id ?? '' },
  });
  expect(withFile.status()).toBe(400);
  const many = new FormData();
  for (let index = 0; index < 1_500; index += 1) many.append(`_1_${index}`, 'x');
  const tooMany = await visitor.http.post(action?.page ?? '', {
    multipart: many,
    headers: { 'next-action': action?.id ?? '' },
  });
  expect([400, 413]).toContain(tooMany.status());
  expect(unnamed(await accountAsStored(person))).toEqual(unnamed(before));
});

test('IN8: fields that a form does not have are ignored, also those that the database does', async () => {
  const { person, visitor } = await signedIn();
  const other = somebody();
  await insertAccount(other);
  const victim = await accountAsStored(other);
  const before = await accountAsStored(person);
  const extra = {
    id: victim.account.id,
    userId: victim.account.id,
    user_id: victim.account.id,
    role: 'admin',
    isAdmin: 'true',
    emailVerified: '2020-01-01',
    email: other.email,
    emailSignIn: 'off',
    disabledAt: '',
    userHandle: 'AAAA',
    authenticatedAt: '2099-01-01',
    createdAt: '1970-01-01',
  };
  const saved = await visitor.submit('/account/profile', 'save', {
    ...extra,
    name: 'Grace',
    username: person.username,
  });
  expect(saved.headers['x-action-redirect']).toContain('profile-saved');
  const after = await accountAsStored(person);
  expect(after.account).toEqual({ ...before.account, name: 'Grace' });
  expect(await accountAsStored(other)).toEqual(victim);
});

test('IN9: an id of somebody else is answered like one that never was, and like one that is none', async () => {
  const [{ person: ada, visitor }, { person: bob }] = [await signedIn(), await signedIn()];
  await insertPasskeys(bob, 1);
  const foreign = await accountAsStored(bob);
  const ids = {
    session: [
      foreign.sessions[0]?.id,
      '00000000-0000-4000-8000-000000000000',
      '1',
      '',
      "' or 1=1 --",
      '../x',
      '\0',
    ],
    id: [foreign.credentials[0]?.id, 'AAAA', '1', '', "' or 1=1 --", '../x', '\0'],
  };
  const attempts: [string, string, 'session' | 'id'][] = [
    ['/account/sessions', 'endOne', 'session'],
    ['/account/passkeys', 'deletePasskey', 'id'],
    ['/account/passkeys', 'rename', 'id'],
    ['/account/passkeys', 'nameCreated', 'id'],
  ];
  for (const [page, action, field] of attempts) {
    const answers = [];
    for (const id of ids[field]) {
      const { status, text } = await visitor.submit(page, action, {
        [field]: id ?? '',
        name: 'Eve',
        to: '/account',
      });
      const refusal = /"refusal":(\{.*?\})/.exec(text)?.[1];
      answers.push({ id, status, refusal });
    }
    for (const { id, ...answer } of answers) {
      expect({ action, id, ...answer }).toEqual({ action, id, status: 404, refusal: answers[0]?.refusal });
    }
  }
  expect(await accountAsStored(bob)).toEqual(foreign);
  for (const path of [
    '/account/activity?before=1',
    `/account/activity?before=${ids.session[0]}`,
    '/account/activity?before=x',
  ]) {
    const { status, text } = await visitor.get(path);
    expect(status, path).toBeLessThan(500);
    expect(text).not.toContain(bob.username);
    expect(text).toContain(ada.name.split(' ')[0] ?? '');
  }
});

test('IN4, IN5, IN6: a name of markup and a hostile browser are text in pages and mails, and add no header', async () => {
  const person = { ...somebody(), name: `<img src=x onerror=alert(1)>" 'Ada' {{7*7}}` };
  const hostile = '<script>alert(1)</script> Chrome/1 \u00e9'.padEnd(7_000, 'x');
  const browser = await openVisitor(ORIGIN, { 'user-agent': hostile.replace('\u00e9', '') });
  const create = await browser.form('/register', 'Create account');
  expect((await create(person)).status).toBe(303);
  const mail = await inbox.latest(person.email);
  expect(mail.html).not.toMatch(/<img src=x|<script>alert/);
  expect(mail.subject).not.toMatch(/[\r\n<]/);
  const enter = await browser.form('/sign-in/check-email', 'Continue');
  expect((await enter({ code: mail.code })).status).toBe(303);
  for (const page of ['/account', '/account/sessions', '/account/profile', '/account/activity']) {
    const { text } = await browser.get(page);
    expect(text, page).not.toMatch(/<img src=x|<script>alert|x{100}/);
  }
});

async function expectAnswer(
  visitor: HttpVisitor,
  action: BuildAction,
  fields: [string, string][],
  what: string,
) {
  const multipart = new FormData();
  for (const [name, value] of fields) multipart.append(`_1_${name}`, value);
  multipart.append('0', '[{},"$K1"]');
  const answer = await visitor.http.post(action.page, {
    multipart,
    headers: { 'next-action': action.id },
    maxRedirects: 0,
  });
  expect(answer.status(), what).toBeLessThan(500);
  expect(await answer.text(), what).not.toMatch(/\bat \w+ \(|node_modules|TypeError|syntax error/);
}

/** All but those that do what they are for whatever they are sent. */
function harmless(): BuildAction[] {
  const does =
    /: (leave|endOthers|createCodes|beginPasskey|beginStepUp|notNow|neverAsk|useAnotherAccount|cancel|cancelRecovery)$/;
  return buildActions().filter(({ name }) => !does.test(name));
}

async function signedIn() {
  const person = somebody();
  await insertAccount(person);
  const cookie = await newSession(person, 'Chrome on macOS');
  return { person, visitor: await openVisitor(ORIGIN, {}, [cookie]) };
}

/** That a session was seen is noted by every page; and some of what is hostile is a good name (`__proto__`). */
function unnamed({ sessions, account, ...stored }: Awaited<ReturnType<typeof accountAsStored>>) {
  const { name, username, ...kept } = account;
  return { ...stored, account: kept, sessions: sessions.map(({ id, token_hash }) => ({ id, token_hash })) };
}

import { createAuthenticator } from '../../test/software-authenticator';
import { expect, test } from '../fixtures';
import { beginRegistration, beginSignIn, openOwner, openPasskeyOwner } from '../http-ceremonies';
import { actionId, type HttpVisitor, openVisitor } from '../http-visitor';
import { accountAsStored } from './stored';

/** Arguments as JSON, as they stand in the body: none is what our pages send. */
const BODIES: [name: string, body: string][] = [
  ['nothing', '[]'],
  ['null', '[null]'],
  ['a list', '[[]]'],
  ['a number', '[1]'],
  ['a number beyond all numbers', '[1e999]'],
  ['a text', '["text"]'],
  ['an empty object', '[{}]'],
  ['an object without a response', '[{"challenge":"AAAA"}]'],
  ['a challenge that is null', '[{"challenge":null,"response":{}}]'],
  ['a challenge that is a number', '[{"challenge":7,"response":{}}]'],
  ['a challenge that is a list', '[{"challenge":["AAAA"],"response":{}}]'],
  ['a challenge with a wildcard', '[{"challenge":"*","response":{}}]'],
  ['a challenge with a NUL', '[{"challenge":"AA\\u0000AA","response":{}}]'],
  ['a challenge with half a character', '[{"challenge":"\\ud800","response":{}}]'],
  ['an answer with half characters', '[{"challenge":"AAAA","response":{"id":"\\udc00","rawId":"\\udc00"}}]'],
  ['a prototype', '[{"__proto__":{"challenge":"AAAA","response":{}}}]'],
  ['a prototype beside it', '[{"challenge":"AAAA","response":{"__proto__":{"id":"AAAA"}},"__proto__":null}]'],
  ['a constructor', '[{"constructor":{"prototype":{"challenge":"AAAA"}}}]'],
  ['something thenable', '[{"then":"AAAA","challenge":"AAAA","response":{"then":{}}}]'],
  ['members of the database', '[{"challenge":"AAAA","response":{},"userId":"1","role":"admin","to":{}}]'],
  ['15 levels', `[${'['.repeat(14)}${']'.repeat(14)}]`],
  ['20,000 levels', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['objects in objects', `[${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}]`],
  ['99 kB of text', `[{"challenge":"${'A'.repeat(99_000)}","response":{}}]`],
  ['200 kB of text', `[{"challenge":"${'A'.repeat(200_000)}","response":{}}]`],
  ['a long response', `[{"challenge":"AAAA","response":{"id":"${'A'.repeat(98_000)}"}}]`],
  ['many members', `[{"challenge":"AAAA",${Array.from({ length: 5_000 }, (_, at) => `"m${at}":1`).join()}}]`],
  ['eleven arguments', `[${'1,'.repeat(10)}1]`],
  ['a byte order mark', '\ufeff[{"challenge":"AAAA","response":{}}]'],
  ['JSON that breaks off', '[{"challenge":"AAAA","resp'],
  ['no JSON', 'challenge=AAAA'],
  ['nothing at all', ''],
  ...['$Q1', '$B1', '$F1', '$@1', '$T', '$1', '$K1', '$n1', '$undefined', '$Z', '$$'].map(
    (text): [string, string] => [`the reference ${text}`, `[{"challenge":"${text}","response":"${text}"}]`],
  ),
];

test('WA1, IN7: whatever is sent in place of an answer is refused with words, and changes nothing', async ({
  appUrl: origin,
}) => {
  const { person, visitor } = await openPasskeyOwner(origin);
  const anyone = await openVisitor(origin);
  await beginSignIn(anyone);
  const before = await accountAsStored(person);
  for (const [path, action, at] of [
    ['/sign-in', 'finishPasskeySignIn', anyone],
    ['/sign-in', 'isUnknown', anyone],
    ['/account/passkeys', 'finishPasskey', visitor],
  ] as const) {
    for (const [name, body] of BODIES) {
      // The one text that can be an ID is answered: nobody has it.
      const taken = action === 'isUnknown' && name === 'a text';
      const answer = await send(at, path, action, body);
      expect(taken ? 200 : 400, `${action}, ${name}: ${answer.status}`).toBeLessThanOrEqual(answer.status);
      expect(answer.status, `${action}, ${name}`).toBeLessThan(500);
      expect(answer.text.length, `${action}, ${name}`).toBeGreaterThan(10);
    }
  }
  for (const [name, body] of BODIES) {
    const { status } = await send(visitor, '/account/passkeys', 'beginStepUp', body);
    expect(status, name).toBeLessThan(500);
    if (name !== 'nothing') expect(status, name).toBeGreaterThanOrEqual(400);
  }
  expect(await accountAsStored(person)).toEqual(before);
});

test('WA1, IN7: whatever is sent in place of the answer to a step-up asks for it anew, and changes nothing', async ({
  appUrl: origin,
}) => {
  const { person, visitor } = await openPasskeyOwner(origin);
  const before = await accountAsStored(person);
  for (const [name, body] of BODIES.filter(([, { length }]) => length < 50_000)) {
    for (const passkey of [body, body.slice(1, -1)]) {
      const { status } = await visitor.submit('/account/passkeys', 'beginPasskey', {
        'stepUp.passkey': passkey,
      });
      expect(status, name).toBeGreaterThanOrEqual(400);
      expect(status, name).toBeLessThan(500);
    }
  }
  expect(await accountAsStored(person)).toEqual(before);
});

test('WA2: what an answer says besides is nobody’s: it signs its owner in, and leads nowhere else', async ({
  appUrl: origin,
}) => {
  const { person, authenticator } = await openPasskeyOwner(origin);
  const others = { userId: 'somebody', role: 'admin', email: 'eve@example.com', allowed: [], constructor: 1 };
  for (const to of [
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    '/\ud800',
    '/a\r\nb: c',
    ['/account'],
    7,
    {},
  ]) {
    const visitor = await openVisitor(origin);
    const { options } = await beginSignIn(visitor);
    const { challenge } = options;
    const response = { ...authenticator.authenticate(options), ...others };
    const body = JSON.stringify([{ challenge, response, to, ...others }]);
    const { status, headers } = await send(visitor, '/sign-in', 'finishPasskeySignIn', body);
    expect([to, status]).toEqual([to, 200]);
    expect(headers['x-action-redirect'], JSON.stringify(to)).toMatch(/^\/(?![/\\])[!-~]*$/);
    expect((await visitor.get('/account/profile')).text).toContain(person.email);
    await visitor.close();
  }
});

test('WA1: a page to go on to that is none registers nothing', async ({ appUrl: origin }) => {
  const { person, visitor } = await openOwner(origin);
  const { options } = await beginRegistration(visitor);
  const { challenge } = options;
  const response = createAuthenticator({ origin }).register(options);
  for (const to of ['//evil.example', '/', null, ['/account'], '/account/profile']) {
    const answer = await visitor.call('/account/passkeys', 'finishPasskey', { challenge, response, to });
    expect([to, answer.status]).toEqual([to, 422]);
  }
  expect((await accountAsStored(person)).credentials).toEqual([]);
});

async function send({ http }: HttpVisitor, path: string, action: string, data: string) {
  const headers = { 'next-action': actionId(action), 'content-type': 'text/plain;charset=UTF-8' };
  const answer = await http.post(path, { data: Buffer.from(data), headers });
  return { status: answer.status(), headers: answer.headers(), text: await answer.text() };
}

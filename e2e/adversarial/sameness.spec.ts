import { openAskings } from '../../bench/askings';
import { type Sent, send } from '../../bench/clock';
import { requestsTo } from '../../bench/requests';
import { insertAccount } from '../accounts';
import { expect, test } from '../fixtures';
import { formFields, openVisitor, optionsOf } from '../http-visitor';
import { inbox } from '../inbox';
import { somebody } from '../steps';

const APP = process.env.E2E_APP_URL ?? '';

test('EN1, EN4, EN6, EN8, EN9: nobody, somebody and somebody disabled are answered in the same words', async () => {
  for (const { name, kinds, follow } of await openAskings(APP)) {
    // Asking again takes a minute of waiting; that it takes the same path, lib/magic-links/same-path.test.ts shows.
    if (name === 'Send again') continue;
    const seen: Record<string, unknown[]> = {};
    for (const [kind, make] of Object.entries(kinds)) {
      const answer = await send(await make());
      seen[kind] = [outsideOf(answer), outsideOf(await send(follow(answer)))];
    }
    for (const kind of Object.keys(kinds)) expect(seen[kind], `${name}, ${kind}`).toEqual(seen.nobody);
  }
});

test('EN5: a passkey is asked for in the same words of whoever comes, greeted by name or not', async () => {
  const person = somebody();
  await insertAccount(person);
  const [greeted, stranger] = [await openVisitor(APP), await openVisitor(APP)];
  const ask = await greeted.form('/sign-in', 'Email me a link');
  await ask({ identifier: person.email });
  const { code } = await inbox.latest(person.email);
  await (await greeted.form('/sign-in/check-email', 'Continue'))({ code });
  const signOut = await greeted.form('/account', 'Sign out');
  await signOut();
  expect((await greeted.get('/sign-in')).text).toContain(`Welcome back, ${person.name}`);

  const asked = [];
  for (const visitor of [greeted, stranger]) {
    const { challenge, ...options } = optionsOf(await visitor.get('/sign-in/passkey-options'));
    expect(options.allowCredentials).toEqual([]);
    asked.push({ ...options, challenge: challenge.length });
  }
  expect(asked[0]).toEqual(asked[1]);
  await Promise.all([greeted.close(), stranger.close()]);
});

test('EN7: a mailbox over its limits, known or not, and a client over its own, are answered alike', async () => {
  const { get, post } = requestsTo(APP);
  const hidden = formFields((await send(get('/sign-in'))).text, 'Email me a link');
  const [known, unknown] = [somebody(), somebody()];
  await insertAccount(known);
  const ask = (identifier: string, headers = {}) => {
    const request = post('/sign-in', { ...hidden, identifier });
    return send({ ...request, headers: { ...request.headers, ...headers } });
  };
  const answers: Sent[] = [];
  for (let asks = 0; asks < 7; asks += 1) {
    for (const { email } of [known, unknown]) answers.push(await ask(email));
  }
  for (const answer of answers) expect(outsideOf(answer)).toEqual(outsideOf(answers[0] as Sent));
  await inbox.latest(known.email);
  await inbox.latest(unknown.email);
  for (const { email } of [known, unknown]) expect(await inbox.all(email)).toHaveLength(1);

  const statuses = { known: [] as number[], unknown: [] as number[] };
  for (const [kind, { email }, client] of [
    ['known', known, '192.0.2.31'],
    ['unknown', unknown, '192.0.2.32'],
  ] as const) {
    for (let asks = 0; asks < 12; asks += 1) {
      statuses[kind].push((await ask(email, { 'X-Forwarded-For': client })).status);
    }
  }
  expect(statuses.known).toEqual([...Array(10).fill(303), 429, 429]);
  expect(statuses.unknown).toEqual(statuses.known);
});

/** What can be told of an answer, without what is drawn anew for each, what was typed, and what time it is. */
function outsideOf({ status, headers, text }: Sent) {
  const { date: _, 'x-request-id': __, 'set-cookie': cookies = [], ...others } = headers;
  return {
    status,
    headers: Object.fromEntries(
      Object.entries(others).map(([name, value]) => [name, drawnOut(String(value))]),
    ),
    cookies: cookies.map(drawnOut),
    text: drawnOut(text),
  };
}

/** A drawn value leaves its length. */
function drawnOut(text: string): string {
  return text
    .replace(/\bu[\da-f]{8}(@example\.com)?/g, 'TYPED')
    .replace(/\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT/g, 'WHEN')
    .replace(/"againIn\\?":\d\d|"goodFor\\?":\d{3}|"\d{13}\\?"/g, 'SOON')
    .replace(/[\w+/=.-]{22,}/g, (drawn) => `<${drawn.length}>`);
}

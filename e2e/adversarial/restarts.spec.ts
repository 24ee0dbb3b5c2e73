import { freePort } from '../../test/free-port';
import { startRedis } from '../../test/redis';
import { startUpstashBridge } from '../../test/upstash-bridge';
import { countSessions, insertAccount } from '../accounts';
import { startApplication } from '../application';
import { expect, test } from '../fixtures';
import { beginSignIn, openPasskeyOwner } from '../http-ceremonies';
import { openVisitor, resultOf } from '../http-visitor';
import { inbox } from '../inbox';
import { openRelay } from '../relay';
import { somebody } from '../steps';

// A server and a store of its own, which it ends.
test.describe.configure({ mode: 'default', timeout: 120_000 });

const token = 'a-token-for-tests';
let servers: Awaited<ReturnType<typeof startServers>>;
test.beforeAll(async () => {
  servers = await startServers();
});
test.afterAll(() => servers?.stop());

test('IF14: after an update sessions, links and codes of before are good, and a form of before says what to do', async () => {
  const signedIn = await askForMail();
  expect((await signedIn.enter()).status).toBe(303);
  const waiting = await askForMail();
  const reading = await askForMail();
  const open = await reading.visitor.form(reading.link, 'Continue');

  await servers.restart();
  expect((await signedIn.visitor.get('/account')).status).toBe(200);
  expect((await waiting.enter()).status).toBe(303);
  expect((await open()).status).toBe(303);
  expect((await reading.visitor.get('/account')).status).toBe(200);

  const stranger = await openVisitor(servers.url);
  for (const [id, status] of [
    ['40'.padEnd(42, '0'), 409],
    ['x', 400],
  ] as const) {
    const answer = await stranger.http.post('/sign-in', { multipart: { [`$ACTION_ID_${id}`]: '' } });
    expect(answer.status()).toBe(status);
    expect((await answer.text()).length).toBeGreaterThan(10);
  }
});

for (const [when, hold, release] of [
  [
    'before it knew of its claim',
    () => servers.bridge.hang(/EVAL.*link-used/i),
    () => servers.bridge.hang(false),
  ],
  [
    'before it knew of its session',
    () => servers.database.be({ late: 1_500 }),
    () => servers.database.mend(),
  ],
] as const) {
  test(`IF15: a server that is killed over a code, ${when}, opens one session at most, and the code is used up`, async () => {
    const { person, visitor, enter } = await askForMail();
    const before = await claims();
    hold();
    const entering = enter().catch(() => null);
    await expect.poll(claims).toBe(before + 1);
    servers.kill();
    release();
    expect(await entering).toBeNull();
    await servers.restart();

    expect((await enter()).status).toBe(410);
    expect((await visitor.get('/account')).status).not.toBe(200);
    expect(await countSessions(person)).toBeLessThanOrEqual(1);
  });
}

test('IF4: a store that was emptied in the middle of it all ends what was under way, with words, and nothing else', async () => {
  const owner = await openPasskeyOwner(servers.url);
  const [byLink, byCode] = [await askForMail(), await askForMail()];
  const passkey = await openVisitor(servers.url);
  const ceremony = await beginSignIn(passkey);
  const open = await byLink.visitor.form(byLink.link, 'Continue');

  await command('FLUSHALL');
  const looked = await byLink.visitor.get(byLink.link);
  expect(looked.headers.location).toContain('/sign-in?notice=');
  for (const answer of [await open(), await byCode.enter()]) {
    expect([303, 410]).toContain(answer.status);
    if (answer.status === 303) expect(answer.headers.location).toContain('notice=');
  }
  const finished = await ceremony.finish(owner.authenticator.authenticate(ceremony.options));
  expect(finished.status).toBe(410);
  expect(resultOf(finished).refusal.message).toBe(
    'That took too long, or was done already. Please try again.',
  );
  for (const { person } of [byLink, byCode]) expect(await countSessions(person)).toBe(0);
  expect((await owner.visitor.get('/account')).status).toBe(200);
});

test('IF10: a database that goes away between the passkey and its session leaves nothing half done, and the same again works', async () => {
  const { person, authenticator } = await openPasskeyOwner(servers.url);
  const before = await countSessions(person);
  const visitor = await openVisitor(servers.url);
  const first = await beginSignIn(visitor);
  servers.database.cut();
  const lost = await first.finish(authenticator.authenticate(first.options));
  servers.database.mend();
  expect(lost.status).toBe(503);
  expect(lost.headers['retry-after']).toBe('5');
  expect(await countSessions(person)).toBe(before);

  const second = await beginSignIn(visitor);
  const answer = await second.finish(authenticator.authenticate(second.options));
  expect(answer.headers['x-action-redirect']).toContain('/account');
  expect(await countSessions(person)).toBe(before + 1);
});

/** Somebody with an account who was mailed a link and a code. */
async function askForMail() {
  const person = somebody();
  await insertAccount(person);
  const visitor = await openVisitor(servers.url);
  const ask = await visitor.form('/sign-in', 'Email me a link');
  expect((await ask({ identifier: person.email })).status).toBe(303);
  const { link, code } = await inbox.latest(person.email);
  const send = await visitor.form('/sign-in/check-email', 'Continue');
  return { person, visitor, link, enter: () => send({ code }) };
}

/** How many link requests have been claimed. */
async function claims(): Promise<number> {
  return ((await command('KEYS', 'link-used:*')) as string[]).length;
}

async function command(...words: string[]): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}` };
  const answer = await fetch(servers.bridge.url, { method: 'POST', headers, body: JSON.stringify(words) });
  return (await answer.json()).result;
}

async function startServers() {
  const [redis, database, port] = await Promise.all([
    startRedis(),
    openRelay(process.env.E2E_DATABASE_URL ?? ''),
    freePort(),
  ]);
  const bridge = await startUpstashBridge({ redisPort: redis.port, token });
  const start = () =>
    startApplication(
      {
        DATABASE_URL: database.url,
        SMTP_URL: process.env.E2E_SMTP_URL ?? '',
        UPSTASH_REDIS_REST_URL: bridge.url,
        UPSTASH_REDIS_REST_TOKEN: token,
      },
      port,
    );
  let application = await start();
  return {
    url: application.url,
    bridge,
    database,
    kill: () => application.stop(),
    async restart() {
      application.stop();
      application = await start();
    },
    async stop() {
      application.stop();
      database.close();
      await Promise.all([bridge.stop(), redis.stop()]);
    },
  };
}

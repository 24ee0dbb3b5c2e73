import { randomBytes } from 'node:crypto';
import { migrate } from '../db/migrate.mjs';
import { startPostgres } from '../test/postgres';
import { startRedis } from '../test/redis';
import { startUpstashBridge } from '../test/upstash-bridge';
import { startApplication } from './application';
import { expect, test } from './fixtures';
import { inbox } from './inbox';
import { openRelay } from './relay';
import { startResend } from './resend';
import { type Flow, openStage, type Service, type Stage } from './stage';

// Servers of its own, which it stops.
test.describe.configure({ mode: 'default', timeout: 120_000 });

/** Nobody waits for three seconds; with some forty people at once, on a machine that does other things, it may be this. */
const PATIENCE = 10_000;

let servers: Awaited<ReturnType<typeof startServers>>;
test.beforeAll(async () => {
  servers = await startServers();
});
test.afterAll(() => servers?.stop());

const JSON_TYPE = { 'content-type': 'application/json' };
const garbage = randomBytes(2_000);
const html = http('500 Internal Server Error', 'text/html', '<h1>Oops</h1>');
const nonsense = http('200 OK', 'application/json', '[{"result":{"a":1}},{"result":"x"},{"result":-1}]');

const faults: Fault[] = [
  ['database', 'is killed', () => servers.postgres.kill(), () => servers.postgres.start()],
  ['database', 'is stopped', () => servers.postgres.pause(), () => servers.postgres.resume()],
  ['database', 'says nothing', () => servers.database.be('dumb'), () => servers.database.mend()],
  ['database', 'is very slow', () => servers.database.be({ late: 5_000 }), () => servers.database.mend()],
  [
    'database',
    'talks nonsense',
    () => servers.database.be({ answers: garbage }),
    () => servers.database.mend(),
  ],
  ['store', 'is killed', () => servers.redis.kill(), () => servers.redis.start()],
  ['store', 'is stopped', () => servers.redis.pause(), () => servers.redis.resume()],
  ['store', 'says nothing', () => servers.store.be('dumb'), () => servers.store.mend()],
  ['store', 'is very slow', () => servers.store.be({ late: 5_000 }), () => servers.store.mend()],
  ['store', 'answers 500', () => servers.store.be({ answers: html }), () => servers.store.mend()],
  [
    'store',
    'answers something else',
    () => servers.store.be({ answers: nonsense }),
    () => servers.store.mend(),
  ],
  ['store', 'talks nonsense', () => servers.store.be({ answers: garbage }), () => servers.store.mend()],
];

for (const [service, what, begin, end] of faults) {
  test(`IF1, IF2, IF7, IF8, IF9, RL7, SE2, SE3: while the ${service} ${what}, all that needs it says so in time, and nothing is lost or done`, async () => {
    const stages = service === 'database' ? servers.stages : servers.stages.slice(0, 1);
    const acts = await Promise.all(stages.map((stage) => stage.prepare()));

    await begin();
    const outcomes = await Promise.all(
      acts.flatMap(({ flows }, index) =>
        flows.map((flow) => outcomeOf(flow, stages[index] as Stage, service)),
      ),
    ).finally(end);

    const slowest = Math.round(Math.max(...outcomes.map(({ answer }) => answer.ms)));
    test.info().annotations.push({ type: 'slowest answer', description: `${slowest} ms` });
    for (const { what, wanted, answer } of outcomes) {
      const { status, text, headers, ms } = answer;
      expect.soft(ms, what).toBeLessThan(PATIENCE);
      if (!wanted) expect.soft(status, what).toBeLessThan(400);
      // A proof that is used up is said where another can be asked for.
      else if (!headers.location?.endsWith('?notice=proof-lost')) {
        expect.soft(`${what}: ${status}`).toBe(`${what}: 503`);
        expect.soft(headers['retry-after'], what).toBe('5');
        expect.soft(text, what).toMatch(/is not answering|is used up|"unavailable"/);
      }
    }
    // Redis keeps nothing here.
    const forgotten = service === 'store' && what === 'is killed';
    for (const act of acts) await act.expectNothingLost(service, forgotten);
  });
}

for (const server of ['postgres', 'redis'] as const) {
  test(`IF2, IF9: a person who sends a form without JavaScript while ${server} is stopped waits less than three seconds`, async () => {
    // The page of this form needs the store as well.
    const { enter, code } = await servers.stages[server === 'redis' ? 0 : 1].waitForCode();
    const times: number[] = [];
    servers[server].pause();
    try {
      for (let time = 0; time < 3; time += 1) times.push((await enter(code)).ms);
    } finally {
      servers[server].resume();
    }
    expect(Math.min(...times), String(times)).toBeLessThan(3_000);
  });
}

test('IF3: an answer of the store that is lost after it has acted signs nobody in, and neither does asking again', async () => {
  const { enter, code, isSignedIn } = await servers.stages[0].waitForCode();
  servers.bridge.hang(/link-used.*EVAL|EVAL.*link-used/i);
  try {
    const { status, text } = await enter(code);
    expect(status).toBe(503);
    expect(text).toContain('is not answering');
  } finally {
    servers.bridge.hang(false);
  }
  expect((await enter(code)).status).toBe(410);
  expect(await isSignedIn()).toBe(false);
});

test('IF9: while both are only slow, everything works', async () => {
  servers.database.be({ late: 100 });
  servers.store.be({ late: 100 });
  try {
    const { enter, code, isSignedIn } = await servers.stages[0].waitForCode();
    expect((await enter(code)).status).toBe(303);
    expect(await isSignedIn()).toBe(true);
  } finally {
    servers.database.mend();
    servers.store.mend();
  }
});

const { silence, ...failures } = {
  silence: 'silence' as const,
  'a 500 with HTML': { status: 500, headers: { 'content-type': 'text/html' }, body: '<h1>Oops</h1>' },
  'a 429': { status: 429, headers: JSON_TYPE, body: '{"name":"rate_limit_exceeded","message":"Slow down"}' },
  'a 200 with HTML': { status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Hello</h1>' },
  'a 200 with other JSON': { status: 200, headers: JSON_TYPE, body: '{"ok":true}' },
};
for (const [what, failure] of Object.entries({ ...failures, silence })) {
  test(`IF11, IF12: a provider of mail that answers ${what} holds nobody up; it is told, and the next mail goes at once`, async () => {
    const asking = await servers.stages[1].ask(() => servers.resend.fail(failure));
    expect(asking.answer.status).toBe(303);
    expect(asking.answer.ms).toBeLessThan(PATIENCE);
    await asking.expectTold();
    servers.resend.fail(null);
    expect((await asking.again()).status).toBe(303);
    await asking.expectOneMail();
  });
}

async function outcomeOf({ name, needs, run }: Flow, stage: Stage, broken: Service) {
  const what = `${stage.name}: ${name}`;
  const wanted = needs.includes(broken) || (stage.storesIn === broken && needs.includes('store'));
  return { what, wanted, answer: await run() };
}

/** Two applications on one database: what expires is in Redis for one, and in Postgres for the other. */
async function startServers() {
  const token = 'a-token-for-tests';
  const [postgres, redis, resend] = await Promise.all([startPostgres(), startRedis(), startResend()]);
  await migrate(postgres.url);
  const bridge = await startUpstashBridge({ redisPort: redis.port, token });
  const [database, store, mail] = await Promise.all([
    openRelay(postgres.url),
    openRelay(bridge.url),
    openRelay(process.env.E2E_SMTP_URL ?? ''),
  ]);
  const [withRedis, withoutRedis] = await Promise.all([
    startApplication({
      DATABASE_URL: database.url,
      UPSTASH_REDIS_REST_URL: new URL(store.url).origin,
      UPSTASH_REDIS_REST_TOKEN: token,
      SMTP_URL: mail.url,
    }),
    startApplication({
      DATABASE_URL: database.url,
      RESEND_API_KEY: 're_for_tests',
      RESEND_BASE_URL: resend.url,
    }),
  ]);
  // Where accounts are put by hand.
  const others = process.env.E2E_DATABASE_URL;
  process.env.E2E_DATABASE_URL = postgres.url;
  const stages: [Stage, Stage] = [
    await openStage({
      name: 'with Redis',
      url: withRedis.url,
      storesIn: 'store',
      mailsTo: async (address) => (await inbox.all(address)).map(({ text }) => text),
    }),
    await openStage({
      name: 'without Redis',
      url: withoutRedis.url,
      storesIn: 'database',
      mailsTo: async (address) => resend.mailsTo(address).map(({ text }) => text),
    }),
  ];
  return {
    postgres,
    redis,
    bridge,
    database,
    store,
    mail,
    resend,
    withRedis,
    withoutRedis,
    stages,
    async stop() {
      process.env.E2E_DATABASE_URL = others;
      for (const application of [withRedis, withoutRedis]) application.stop();
      for (const relay of [database, store, mail]) relay.close();
      resend.close();
      await Promise.all([bridge.stop(), postgres.stop(), redis.stop()]);
    },
  };
}

function http(status: string, type: string, body: string): Buffer {
  return Buffer.from(
    `HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  );
}

type Fault = [service: Service, what: string, begin: () => unknown, end: () => unknown];

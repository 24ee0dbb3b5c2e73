import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import messages from '../lib/messages/en.json' with { type: 'json' };
import { documentedEvents } from '../test/documented-events';
import { TEST_ENVIRONMENT } from '../test/environment';
import { query } from '../test/query';
import { startUpstashBridge } from '../test/upstash-bridge';
import { LOGS } from './application';
import { expect, test } from './fixtures';

// Runs when all other journeys are over, and reads what every application wrote meanwhile.

const lines = readdirSync(LOGS).flatMap((file) =>
  stripVTControlCharacters(readFileSync(join(LOGS, file), 'utf8'))
    .split('\n')
    .filter((line) => line.trim() !== ''),
);

/** What the framework says when it starts. */
const START_UP = [
  /^\s*▲ Next\.js [\d.]+( \(\w+\))?$/,
  /^\s*- (Local|Network): +https?:\/\/[\w.:]+$/,
  /^\s*✓ (Starting\.\.\.|Ready in [\d.]+m?s|Running next\.config(\.mjs)? took [\d.]+m?s)$/,
];

const HASH = /^[\w-]{22}$/;
const WORD = /^[a-z_]+$/;
const COUNT = /^\d+$/;
const SHAPES: Record<string, RegExp> = {
  level: /^(info|warn|error)$/,
  time: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
  event: new RegExp(`^(${documentedEvents().join('|')})$`),
  requestId: /^[\w-]{16}$/,
  outcome: /^(done|refused|failed|ok|warning)$/,
  code: new RegExp(`^(${Object.keys(messages.refusals).join('|')})$`),
  reason: WORD,
  error: /^[A-Z]\w*(:\w+)?$/,
  at: /^[\w.[\]~-]+:\d+:\d+$/,
  digest: COUNT,
  route: /^[\w/-]+$/,
  status: /^4\d\d$/,
  ms: COUNT,
  client: HASH,
  mailbox: HASH,
  method: /^(passkey|email|recovery)$/,
  about: WORD,
  backupEligible: /^(true|false)$/,
  words: /^[A-Za-z ,()-]+$/,
  refused: COUNT,
  ephemeral: COUNT,
  sessions: COUNT,
  securityEvents: COUNT,
  recoveries: COUNT,
};

/** Of the server's own lines: what an operator wrote into the configuration, and our sentences (lib/health). */
const OURS = /^(appName|origin|rpId|store|mail|trustedProxies|preview|logLevel|traces|check|says|cure)$/;

test('PR1: every line is a documented event, with fields of a known shape and nothing else', () => {
  const events = lines.filter((line) => !START_UP.some((said) => said.test(line)));
  expect(events.length).toBeGreaterThan(0);
  const strange: string[] = [];
  for (const line of events) {
    const fields: Record<string, unknown> = JSON.parse(line);
    for (const name of ['level', 'time', 'event'])
      if (!(name in fields)) strange.push(`no ${name} in ${line}`);
    for (const [name, value] of Object.entries(fields)) {
      if (/^server\./.test(String(fields.event)) && OURS.test(name)) continue;
      if (!SHAPES[name]?.test(String(value))) strange.push(`${name} in ${line}`);
    }
  }
  expect(strange).toEqual([]);
});

test('PR1, PR2: nothing that the journeys kept to themselves is in the log', async () => {
  const log = lines.filter((line) => line.startsWith('{')).join('\n');
  const secrets = [...(await mailed()), ...(await stored()), TEST_ENVIRONMENT.AUTH_SECRET];
  expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
  const aboutPeople = lines.filter((line) => line.startsWith('{') && !line.includes('"event":"server.'));
  for (const shape of KEPT_QUIET) expect(aboutPeople.filter((line) => shape.test(line))).toEqual([]);
});

test('PR1: what is left in the store holds no secret, expires, and has addresses where the design says so alone', async () => {
  const token = 'a-token-to-look-with';
  const bridge = await startUpstashBridge({ redisPort: Number(process.env.E2E_REDIS_PORT), token });
  const redis = async (...command: string[]) => {
    const headers = { authorization: `Bearer ${token}` };
    const answer = await fetch(bridge.url, { method: 'POST', headers, body: JSON.stringify(command) });
    return ((await answer.json()) as { result: unknown }).result;
  };
  const secrets = (await mailed()).filter((text) => !text.includes('@')).map(secretOf);
  expect(secrets.length).toBeGreaterThan(0);
  for (const key of (await redis('KEYS', '*')) as string[]) {
    const value = String(await redis('GET', key));
    // -1: without an end. What came to its end just now answers -2.
    expect(Number(await redis('TTL', key)), key).not.toBe(-1);
    expect(secrets.filter((secret) => `${key} ${value}`.includes(secret))).toEqual([]);
    const told = key.startsWith('link-request:') ? key : `${key} ${value}`;
    expect(told).not.toMatch(/@|\b10(\.\d{1,3}){3}\b|Mozilla/);
  }
  await bridge.stop();
});

test('PR1, PR5: no table holds a secret or what a client is called by, and addresses stand in the documented columns', async () => {
  const url = process.env.E2E_DATABASE_URL ?? '';
  const columns = await query(
    url,
    `select table_name, column_name from information_schema.columns
    where table_schema = 'public' order by table_name, column_name`,
  );
  const secrets = (await mailed()).filter((text) => !text.includes('@')).map(secretOf);
  for (const { table_name: table, column_name: column } of columns) {
    const rows = await query(url, `select "${column}"::text as value from "${table}"`);
    const values = rows.map(({ value }) => String(value)).join('\n');
    const where = `${table}.${column}`;
    expect(
      secrets.filter((secret) => values.includes(secret)),
      where,
    ).toEqual([]);
    expect(/\b10(\.\d{1,3}){3}\b|Mozilla/.test(values), where).toBe(false);
    if (!['users.email', 'security_events.details', 'ephemeral.value'].includes(where)) {
      expect(/[\w-]@example/.test(values), where).toBe(false);
    }
  }
});

/** Of a token its last part opens something; codes are kept and read without the hyphen as well. */
function secretOf(text: string): string {
  return text.split('.').at(-1) ?? text;
}

/** Whatever a mail was about: to whom, and all that opens something. */
async function mailed() {
  const answer = await fetch(new URL('/api/email', process.env.E2E_INBOX_URL));
  const mails = (await answer.json()) as { text: string; to: { address: string }[] }[];
  return mails.flatMap(({ text, to }) => [
    ...to.map(({ address }) => address),
    ...[...text.matchAll(/token=(\S+)|^(\w{4}-\w{4})$/gm)].map(([, token, code]) => token ?? code ?? ''),
  ]);
}

async function stored() {
  const rows = await query(
    process.env.E2E_DATABASE_URL ?? '',
    `select name, username, email from users union all select name, id, id from credentials`,
  );
  // A passkey may be called "Passkey".
  return rows.flatMap((row) => Object.values(row).map(String)).filter((value) => value.length > 8);
}

/** Tokens, challenges, cookies; addresses of mailboxes, clients and pages; what is said to Postgres and Redis; stacks. */
const KEPT_QUIET = [
  /[\w-]{40}/,
  /Bearer|__Host-|Mozilla/,
  /[@?&]/,
  /\b\d{1,3}(\.\d{1,3}){3}\b|:\/\//,
  /\b(select|insert into|update \w+ set|delete from|getdel|incr|eval)\b/i,
  /^\s+at |\\n/m,
];

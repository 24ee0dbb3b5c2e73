import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashToken } from '@/lib/sessions';
import { startInbox } from '@/test/inbox';
import { keepLog } from '@/test/kept-log';
import {
  ask,
  askToRegister,
  askToSignIn,
  latestProof,
  letPass,
  newBrowser,
  refusalOf,
} from '@/test/link-journey';
import { newOpening } from '@/test/people';
import { query } from '@/test/query';
import { redeemCode, redeemLink } from './redeem';
import { askAgain } from './request';

const keptLog = keepLog();
const inbox = await startInbox();
afterAll(() => inbox.close());

const username = `grace-${randomBytes(6).toString('hex')}`;
const pending = { name: 'Grace Hopper', username, email: `${username}@example.com` };
const dumps: string[] = [];
/** Whatever opens something: secrets and codes of mails, tokens of sessions. */
const secrets: string[] = [];

beforeAll(async () => {
  const browser = newBrowser();
  await askToRegister(browser, pending);
  const first = await latestProof(inbox, pending.email);
  dumps.push(await dump());
  await refusalOf(redeemCode('ZZZZ-ZZZZ', browser, newOpening()));
  await redeemLink(first.token, browser, openingFor('session one'));

  await letPass(60, 'mails-per-mailbox:');
  inbox.receive('refusing');
  await askToSignIn(browser, pending.email);
  inbox.receive('kindly');
  await ask(browser, askAgain);
  const second = await latestProof(inbox, pending.email);
  await askToSignIn(newBrowser(), pending.email);
  dumps.push(await dump());
  await redeemCode(second.code, browser, openingFor('session two'));
  dumps.push(await dump());

  for (const { token, code } of [first, second]) {
    secrets.push(token.split('.')[2] ?? '', code, code.replace('-', ''));
  }
});

test('PR1: mails lie in the store as hashes with Argon2id, one for the link and one for the code', () => {
  const phc = /\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}/g;
  // Those of the mail that was over the limits stay until they expire: they are hashes of what nobody was told.
  expect(dumps.map((rows) => rows.match(phc)?.length ?? 0)).toEqual([2, 6, 2]);
});

test('PR1: no table holds a secret, a code or a session token, in clear or as bytes', () => {
  expect(secrets).toHaveLength(8);
  for (const secret of secrets) {
    const encodings = [secret, Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')];
    if (secret.length === 43) encodings.push(Buffer.from(secret, 'base64url').toString('hex'));
    for (const encoded of encodings) {
      for (const rows of dumps) expect(rows).not.toContain(encoded);
    }
  }
});

test('PR1: the log holds none of them either, nor an address or a name', () => {
  const log = keptLog();
  const events = log.match(/(?<="event":")[^"]+/g);
  expect(new Set(events)).toEqual(new Set(['link.mailed', 'link.mail_failed', 'link.mail_limited']));
  for (const told of [...secrets, pending.email, pending.username, pending.name, '$argon2']) {
    expect(log).not.toContain(told);
  }
});

function openingFor(session: string) {
  const token = randomBytes(32).toString('base64url');
  secrets.push(token);
  return { ...newOpening(), tokenHash: hashToken(token), device: session };
}

/** Every row of every table, as text. */
async function dump(): Promise<string> {
  const url = process.env.DATABASE_URL ?? '';
  const tables = await query(
    url,
    "select format('%I.%I', table_schema, table_name) as name from information_schema.tables where table_schema not in ('pg_catalog', 'information_schema')",
  );
  const rows = await Promise.all(
    tables.map(({ name }) => query(url, `select t::text as row from ${name} t`)),
  );
  return rows
    .flat()
    .map(({ row }) => row)
    .join('\n');
}

import { afterAll, afterEach, expect, inject, test, vi } from 'vitest';
import type { SessionUser } from '@/db/sessions';
import { identifierSchema } from '@/lib/accounts/identifiers';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { StoreUnavailable } from '@/lib/ephemeral/store';
import { policy } from '@/lib/policy';
import { forgiveMail, mayMail } from '@/lib/rate-limits';
import { startInbox } from '@/test/inbox';
import {
  ask,
  askToRegister,
  askToSignIn,
  type Browser,
  countSessions,
  enterCode,
  latestProof,
  newBrowser,
  openLink,
  refusalOf,
  someoneWithMail,
} from '@/test/link-journey';
import { insertPerson } from '@/test/people';
import { query } from '@/test/query';
import { startUpstashBridge } from '@/test/upstash-bridge';
import { mailboxHash } from './mailbox';
import { askAgain, requestSignIn, waitingRequest } from './request';

// Store, database and mail server fail one by one here, so the store is Redis.
const inbox = await startInbox();
const bridge = await startUpstashBridge({ redisPort: inject('redisPort'), token: 'token' });
Object.assign(process.env, { UPSTASH_REDIS_REST_URL: bridge.url, UPSTASH_REDIS_REST_TOKEN: 'token' });

afterAll(() => Promise.all([inbox.close(), bridge.stop()]));
afterEach(async () => {
  inbox.receive('kindly');
  bridge.hang(false);
  await openDatabase(true);
});

test('with everything up, link and code sign in', async () => {
  const one = await someoneWithMail(inbox);
  expect((await openLink(one.browser, one.token)).user.id).toBe(one.user.id);
  const other = await someoneWithMail(inbox);
  expect((await enterCode(other.browser, other.code)).user.id).toBe(other.user.id);
});

test('IF11: a mail server that refuses is told to the waiting tab, and the next mail may go at once', async () => {
  const { user } = await insertPerson();
  const browser = newBrowser();
  inbox.receive('refusing');
  await askToSignIn(browser, user.email);
  await expectFailedMail(browser, user);
});

test.each(['refusing', 'never answering'] as const)(
  'EN3: where it is %s, known and unknown are answered without waiting for it, and told alike',
  async (manner) => {
    inbox.receive(manner);
    const { user } = await insertPerson();
    const look = async (typed: string) => {
      const browser = newBrowser();
      const mails: (() => Promise<void>)[] = [];
      const asking = { visitor: browser, later: (work: () => Promise<void>) => void mails.push(work) };
      browser.linkTicket = await requestSignIn(
        { identifier: identifierSchema.parse(typed), typed, to: null },
        asking,
      );
      const before = await waitingRequest(browser);
      for (const mail of mails) await mail();
      const after = await waitingRequest(browser);
      return {
        mails: mails.length,
        before: before?.mailFailed,
        after: after?.mailFailed,
        in: after?.againIn,
      };
    };
    const seen = await Promise.all([user.email, `nobody-${user.email}`].map(look));
    expect(seen).toEqual(Array(2).fill({ mails: 1, before: false, after: true, in: 0 }));
  },
);

test('IF11, IF12: so is one that never answers, and the answer to the asking does not wait for it', async () => {
  const { user } = await insertPerson();
  const browser = newBrowser();
  inbox.receive('never answering');
  const mailed = askToSignIn(browser, user.email);
  await expect.poll(() => browser.linkTicket).not.toBeNull();
  expect(await waitingRequest(browser)).toMatchObject({ mailFailed: false });
  await mailed;
  await expectFailedMail(browser, user);
});

test('IF11: a mail whose server died before it was sent is told after a while, and the next may go at once', async () => {
  const { user } = await insertPerson();
  const browser = newBrowser();
  const identifier = identifierSchema.parse(user.email);
  // Counted against its mailbox, and then nothing more.
  const dying = { visitor: browser, later: () => void mayMail(mailboxHash(user.email)) };
  browser.linkTicket = await requestSignIn({ identifier, typed: user.email, to: null }, dying);
  expect(await waitingRequest(browser)).toMatchObject({ mailFailed: false });

  vi.useFakeTimers({ now: Date.now() + (policy.mailLost + 1) * 1000, toFake: ['Date'] });
  try {
    await expectFailedMail(browser, user);
  } finally {
    vi.useRealTimers();
  }
});

test('ML20: no mail goes out while the store is down', async () => {
  const { user } = await insertPerson();
  bridge.hang(true);
  await expect(askToSignIn(newBrowser(), user.email)).rejects.toThrow(StoreUnavailable);
  expect(await inbox.mailsTo(user.email)).toEqual([]);
});

test('IF1: nobody is signed in while the store is down, and afterwards the link is still good', async () => {
  const { user, browser, token, code } = await someoneWithMail(inbox);
  bridge.hang(true);
  expect(await refusalOf(openLink(browser, token))).toBe('unavailable');
  expect(await refusalOf(enterCode(browser, code))).toBe('unavailable');
  expect(await refusalOf(waitingRequest(browser))).toBe('unavailable');
  expect(await countSessions(user.id)).toBe(0);
  bridge.hang(false);
  expect((await openLink(browser, token)).user.id).toBe(user.id);
});

test('IF7: a database that is down when a link is opened signs nobody in; the link is dead, a new one works', async () => {
  const { user, browser, token } = await someoneWithMail(inbox);
  const waiting = await waitingRequest(browser);
  await openDatabase(false);
  expect(await refusalOf(openLink(browser, token))).toBe('proof_lost');
  await openDatabase(true);
  expect(await refusalOf(openLink(browser, token))).toBe('link_used');
  expect(await countSessions(user.id)).toBe(0);

  await ephemeralStore().run(forgiveMail(waiting?.mailbox ?? ''));
  await askToSignIn(browser, user.email);
  await openLink(browser, (await latestProof(inbox, user.email)).token);
  expect(await countSessions(user.id)).toBe(1);
});

test('IF8: nothing is asked for while the database is down', async () => {
  const { user } = await insertPerson();
  await openDatabase(false);
  expect(await refusalOf(askToSignIn(newBrowser(), user.email))).toBe('unavailable');
  expect(await refusalOf(askToRegister(newBrowser(), user))).toBe('unavailable');
  expect(await inbox.mailsTo(user.email)).toEqual([]);
});

async function expectFailedMail(browser: Browser, user: SessionUser) {
  expect(await waitingRequest(browser)).toMatchObject({ mailFailed: true, againIn: 0 });
  inbox.receive('kindly');
  await ask(browser, askAgain);
  expect(await waitingRequest(browser)).toMatchObject({ mailFailed: false });
  const { token } = await latestProof(inbox, user.email);
  expect((await openLink(browser, token)).user.id).toBe(user.id);
}

/** Shuts the database of this file against everybody, or opens it again. */
async function openDatabase(open: boolean) {
  const server = inject('postgresUrl');
  const name = new URL(process.env.DATABASE_URL ?? '').pathname.slice(1);
  await query(server, `alter database ${name} allow_connections ${open}`);
  if (open) return;
  await query(server, 'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
}

import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, expect, inject, test, vi } from 'vitest';
import { identifierSchema } from '@/lib/accounts/identifiers';
import { redeemRecoveryCode } from '@/lib/recovery/codes';
import { askForRecovery } from '@/lib/recovery/start';
import { freeAddress, leftAddress } from '@/test/email-change';
import { startInbox } from '@/test/inbox';
import { askToSignIn, newBrowser, refusalOf } from '@/test/link-journey';
import { insertPerson, newOpening, openSessionOf } from '@/test/people';
import { recordPath } from '@/test/recorded-path';
import { beginRecoveryAgo, disable } from '@/test/recoveries';
import { startUpstashBridge } from '@/test/upstash-bridge';
import type { Asking } from './ask';
import { redeemCode } from './redeem';
import { askAgain, requestRegistration, requestSignIn } from './request';
import { requestEmailChange } from './request-email-change';

// As they are, but counted.
vi.mock('@node-rs/argon2', async (original) => counting(await original<object>(), 'hash'));
vi.mock('@react-email/render', async (original) => counting(await original<object>(), 'toPlainText'));

const bridge = await startUpstashBridge({ redisPort: inject('redisPort'), token: 'token' });
Object.assign(process.env, { UPSTASH_REDIS_REST_URL: bridge.url, UPSTASH_REDIS_REST_TOKEN: 'token' });
const inbox = await startInbox();
afterAll(() => Promise.all([inbox.close(), bridge.stop()]));
afterEach(() => vi.useRealTimers());

test('EN1, EN2, EN7, EN8: asking for a mail takes one path, by email and username, known, unknown, disabled, and limited', async () => {
  const paths = [];
  const { usernames, ...addresses } = await identifiers();
  for (const typed of [...Object.values(addresses), ...usernames]) {
    paths.push(await pathOf((asking) => requestSignIn(signIn(typed), asking)));
  }
  expectOnePath(paths, { hashes: 2, writings: 1 });
  expect(paths[0]?.following.commands).toContain('put link-mail:…:1');
  const sent = await Promise.all(Object.values(addresses).map((address) => inbox.mailsTo(address)));
  // One each, the limited ones the one before.
  expect(sent.map((mails) => mails.length)).toEqual([1, 1, 1, 1, 1]);
  for (const [mail] of sent) expect(shapeOf(mail)).toEqual(shapeOf(sent[0]?.[0]));
});

test('EN4, EN7, EN8: so does registering, with an address that is free, taken, a disabled account’s, just left, and limited', async () => {
  const { usernames: _, ...addresses } = await identifiers();
  const paths = [];
  for (const email of [...Object.values(addresses), await leftAddress()]) {
    const pending = { name: 'Eve', username: `eve-${randomUUID().slice(0, 8)}`, email };
    paths.push(await pathOf((asking) => requestRegistration(pending, asking)));
  }
  expectOnePath(paths, { hashes: 2, writings: 1 });
});

test('EN1, EN8: so does asking again in the waiting tab, and a wrong code there', async () => {
  const { usernames, known, unknown, disabled } = await identifiers();
  const [agains, codes] = [[] as Path[], [] as Path[]];
  for (const typed of [known, unknown, disabled, ...usernames]) {
    const browser = newBrowser();
    await askToSignIn(browser, typed);
    const trying = () => refusalOf(redeemCode('ZZZZ-ZZZZ', browser, newOpening()));
    codes.push(await recordPath(bridge, async () => expect(await trying()).toBe('code_wrong')));
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
    agains.push(await pathOf(askAgain, browser));
    vi.useRealTimers();
  }
  expectOnePath(agains, { hashes: 2, writings: 1 });
  expect(new Set(codes.map((path) => JSON.stringify(path))).size).toBe(1);
  expect(codes[0]?.answering).toMatchObject({ hashes: 1 });
});

test('EN1, EN2, EN7, EN8: so does the delayed way back, also where it is under way', async () => {
  const { usernames, known, unknown, disabled } = await identifiers();
  const [underWay, limited] = [await insertPerson(), await insertPerson()];
  await beginRecoveryAgo(underWay.user.id, 60);
  const start = (typed: string) => (asking: Asking) => askForRecovery(identifierSchema.parse(typed), asking);
  await pathOf(start(limited.user.email));
  const paths = [];
  for (const typed of [known, unknown, disabled, underWay.user.email, limited.user.email, ...usernames]) {
    paths.push(await pathOf(start(typed)));
  }
  expectOnePath(paths, { hashes: 0, writings: 1 });
});

test('EN1, EN2, EN8: so does a recovery code', async () => {
  const { usernames, known, unknown, disabled } = await identifiers();
  const paths = [];
  for (const typed of [known, unknown, disabled, ...usernames]) {
    const asked = { identifier: identifierSchema.parse(typed), typed: 'ZZZZ-ZZZZ-ZZZZ-ZZZZ' };
    const redeem = (asking: Asking) => redeemRecoveryCode(asked, asking, newOpening());
    paths.push(
      await pathOf(async (asking) => expect(await refusalOf(redeem(asking))).toBe('recovery_code_wrong')),
    );
  }
  expect(new Set(paths.map((path) => JSON.stringify(path))).size).toBe(1);
  expect(paths[0]?.answering).toMatchObject({ hashes: 1 });
});

test('EN7, EN9: so does a change of address, to one that is free, taken, a disabled account’s, just left, and limited', async () => {
  const { usernames: _, ...addresses } = await identifiers();
  const paths = [];
  for (const newEmail of [...Object.values(addresses), await leftAddress()]) {
    const person = await insertPerson();
    await openSessionOf(person);
    paths.push(await pathOf((asking) => requestEmailChange(person, newEmail, asking)));
  }
  expectOnePath(paths, { hashes: 2, writings: 2 });
});

/** Addresses, of which two have got a mail already, and usernames. */
async function identifiers() {
  const [known, disabled, limited] = [await insertPerson(), await insertPerson(), await insertPerson()];
  const [named, disabledNamed] = [await insertPerson(), await insertPerson()];
  await disable(disabled.user.id);
  await disable(disabledNamed.user.id);
  const limitedUnknown = freeAddress();
  for (const address of [limited.user.email, limitedUnknown]) await askToSignIn(newBrowser(), address);
  return {
    known: known.user.email,
    unknown: freeAddress(),
    disabled: disabled.user.email,
    limited: limited.user.email,
    limitedUnknown,
    usernames: [named.user.username, disabledNamed.user.username, randomUUID().slice(0, 30)],
  };
}

function signIn(typed: string) {
  return { identifier: identifierSchema.parse(typed), typed, to: null };
}

async function pathOf(work: (asking: Asking) => Promise<unknown>, visitor = newBrowser()) {
  return recordPath(bridge, (later) => work({ visitor, later }));
}

function expectOnePath(paths: Path[], after: { hashes: number; writings: number }) {
  for (const path of paths) expect(path).toEqual(paths[0]);
  expect(paths[0]?.answering).toMatchObject({ hashes: 0, writings: 0 });
  expect(paths[0]?.following).toMatchObject(after);
}

function shapeOf(mail: Awaited<ReturnType<typeof inbox.mailsTo>>[number] | undefined) {
  return {
    from: mail?.from,
    headers: Object.keys(mail?.headers ?? {}),
    text: !!mail?.text,
    html: !!mail?.html,
  };
}

function counting<T extends object>(module: T, name: string) {
  return { ...module, [name]: vi.fn((module as Record<string, () => unknown>)[name]) };
}

type Path = Awaited<ReturnType<typeof recordPath>>;

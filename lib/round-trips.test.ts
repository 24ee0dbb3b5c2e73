import { afterAll, expect, inject, test, vi } from 'vitest';
import { findSession } from '@/db/sessions';
import { identifierSchema } from '@/lib/accounts/identifiers';
import { register, startSignIn } from '@/test/ceremonies';
import { startInbox } from '@/test/inbox';
import { enterCode, newBrowser, openLink, someoneWithMail } from '@/test/link-journey';
import { insertPerson, newOpening, newVisitor } from '@/test/people';
import { recordPath } from '@/test/recorded-path';
import { createAuthenticator } from '@/test/software-authenticator';
import { startUpstashBridge } from '@/test/upstash-bridge';
import { askAgain, requestSignIn } from './magic-links/request';
import { beginAuthentication } from './passkeys/authentication';
import { policy } from './policy';

// As they are, but counted.
vi.mock('@node-rs/argon2', async (original) => counting(await original<object>(), 'hash'));
vi.mock('@react-email/render', async (original) => counting(await original<object>(), 'toPlainText'));

const bridge = await startUpstashBridge({ redisPort: inject('redisPort'), token: 'token' });
Object.assign(process.env, { UPSTASH_REDIS_REST_URL: bridge.url, UPSTASH_REDIS_REST_TOKEN: 'token' });
const inbox = await startInbox();
afterAll(() => Promise.all([inbox.close(), bridge.stop()]));

test('beginning a passkey’s ceremony asks the store once, and the database nothing', async () => {
  expect(await tripsOf(() => beginAuthentication(newVisitor()))).toEqual({ store: 1, database: 0, after: 0 });
});

test('finishing it takes from the store once, and asks the database twice', async () => {
  const authenticator = createAuthenticator();
  await register(await insertPerson(), authenticator);
  const attempt = await startSignIn(authenticator);
  expect(await tripsOf(() => attempt.finish())).toEqual({ store: 1, database: 2, after: 0 });
});

test('asking for a mail asks the store once and the database once, and the store three times after the answer', async () => {
  const { user } = await insertPerson();
  const browser = newBrowser();
  const asked = { identifier: identifierSchema.parse(user.email), typed: user.email, to: null };
  const first = await tripsOf(async (later) => {
    browser.linkTicket = await requestSignIn(asked, { visitor: browser, later });
  });
  expect(first).toEqual({ store: 1, database: 1, after: 3 });

  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + policy.mailsPerMailbox[0].window * 1000 });
  const again = await tripsOf((later) => askAgain({ visitor: browser, later }));
  vi.useRealTimers();
  // What this browser asked for last is read first.
  expect(again).toEqual({ store: 2, database: 1, after: 3 });
});

test('opening a link asks the store twice and the database once; a code, the store twice more', async () => {
  const [linked, coded] = [await someoneWithMail(inbox), await someoneWithMail(inbox)];
  const link = await tripsOf(() => openLink(linked.browser, linked.token));
  expect(link).toEqual({ store: 2, database: 1, after: 0 });
  const code = await tripsOf(() => enterCode(coded.browser, coded.code));
  expect(code).toEqual({ store: 4, database: 1, after: 0 });
});

test('asking who is signed in asks the database once', async () => {
  const token = newOpening().tokenHash;
  const trips = await tripsOf(() => findSession(token, policy.session));
  expect(trips).toEqual({ store: 0, database: 1, after: 0 });
});

/** How often work goes to the store and to the database until it is answered, and to either of them afterwards. */
async function tripsOf(work: Parameters<typeof recordPath>[1]) {
  const { answering, following } = await recordPath(bridge, work);
  return {
    store: answering.commands.length,
    database: answering.statements.length,
    after: following.commands.length + following.statements.length,
  };
}

function counting(library: object, name: string) {
  const real = Reflect.get(library, name) as (...given: unknown[]) => unknown;
  return { ...library, [name]: vi.fn(real) };
}

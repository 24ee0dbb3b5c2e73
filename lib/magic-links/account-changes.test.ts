import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { users } from '@/db/schema';
import { startInbox } from '@/test/inbox';
import {
  askToRegister,
  askToSignIn,
  countSessions,
  enterCode,
  latestProof,
  newBrowser,
  openLink,
  refusalOf,
  someoneWithMail,
} from '@/test/link-journey';
import { insertPerson } from '@/test/people';

const inbox = await startInbox();
afterAll(inbox.close);

describe.each([
  { name: 'ML24: an account whose address has changed', change: moveAway },
  { name: 'ML23: a disabled account', change: disable },
  { name: 'ML23: a deleted account', change: (id: string) => db().delete(users).where(eq(users.id, id)) },
])('$name, between asking and redeeming', ({ change }) => {
  test('is not signed in by the link', async () => {
    const { user, browser, token } = await someoneWithMail(inbox);
    await change(user.id);
    expect(await refusalOf(openLink(browser, token))).toBe('ask_again');
    expect(await countSessions(user.id)).toBe(0);
  });

  test('is not signed in by the code', async () => {
    const { user, browser, code } = await someoneWithMail(inbox);
    await change(user.id);
    expect(await refusalOf(enterCode(browser, code))).toBe('ask_again');
    expect(await countSessions(user.id)).toBe(0);
  });
});

test('EN8: whoever asks for a username over and over holds one request, whatever becomes of its account', async () => {
  const { user } = await insertPerson();
  const browser = newBrowser();
  const held = async () => {
    await askToSignIn(browser, user.username);
    return browser.linkTicket;
  };
  const before = await held();
  const { token, code } = await latestProof(inbox, user.email);
  await moveAway(user.id);
  expect(await held()).toEqual(before);
  expect(await refusalOf(enterCode(browser, code)), 'proves no other address').toBe('code_wrong');
  expect(await refusalOf(openLink(browser, token))).toBe('link_wrong');
  await disable(user.id);
  expect(await held()).toEqual(before);
  await db().delete(users).where(eq(users.id, user.id));
  expect(await held()).toEqual(before);
});

test('asking to sign in leaves a registration of the same address good', async () => {
  const browser = newBrowser();
  const id = randomUUID();
  const email = `${id}@example.com`;
  await askToRegister(browser, { name: 'Ada', username: `ada-${id.slice(0, 8)}`, email });
  const { token } = await latestProof(inbox, email);
  await askToSignIn(browser, email);
  await openLink(browser, token);
  expect(await db().select({ name: users.name }).from(users).where(eq(users.email, email))).toEqual([
    { name: 'Ada' },
  ]);
});

test('an address that went to another account meanwhile signs in to neither', async () => {
  const { user, browser, token } = await someoneWithMail(inbox);
  const other = await insertPerson();
  await moveAway(user.id);
  await db().update(users).set({ email: user.email }).where(eq(users.id, other.user.id));
  expect(await refusalOf(openLink(browser, token))).toBe('ask_again');
  expect(await countSessions(other.user.id)).toBe(0);
});

test('EN8: a disabled account is told to its mailbox as if there were none', async () => {
  const { user } = await insertPerson();
  await disable(user.id);
  await askToSignIn(newBrowser(), user.email);
  expect((await inbox.mailsTo(user.email)).map(({ subject }) => subject)).toEqual([
    'No Latchkey account with this address',
  ]);
  await askToSignIn(newBrowser(), user.username);
  expect(await inbox.mailsTo(user.email)).toHaveLength(1);
});

test('registering the address of a disabled account signs nobody in', async () => {
  const { user } = await insertPerson();
  await disable(user.id);
  const browser = newBrowser();
  await askToRegister(browser, { name: 'Ada', username: `${user.username}-2`, email: user.email });
  const { token } = await latestProof(inbox, user.email);
  expect(await refusalOf(openLink(browser, token))).toBe('ask_again');
  expect(await countSessions(user.id)).toBe(0);
});

function moveAway(id: string) {
  return db()
    .update(users)
    .set({ email: `${id}@example.net` })
    .where(eq(users.id, id));
}

function disable(id: string) {
  return db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, id));
}

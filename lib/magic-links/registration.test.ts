import { randomBytes } from 'node:crypto';
import { asc, eq, or } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { securityEvents, users } from '@/db/schema';
import { leftAddress } from '@/test/email-change';
import { startInbox } from '@/test/inbox';
import {
  askToRegister,
  countSessions,
  enterCode,
  latestProof,
  letPass,
  newBrowser,
  openLink,
  proofIn,
  refusalOf,
} from '@/test/link-journey';
import { insertPerson } from '@/test/people';

const inbox = await startInbox();
afterAll(inbox.close);

test('ML19: no account exists before its address is proven; then account, session and events exist together', async () => {
  const pending = newcomer();
  const browser = newBrowser();
  await askToRegister(browser, pending);
  expect(await accountsOf(pending)).toEqual([]);

  const { user, next } = await openLink(browser, (await latestProof(inbox, pending.email)).token);
  expect(next).toBe('/welcome');
  expect(user).toMatchObject(pending);
  expect(await accountsOf(pending)).toMatchObject([{ id: user.id, ...pending, disabledAt: null }]);
  expect(await countSessions(user.id)).toBe(1);
  const events = db().select().from(securityEvents).where(eq(securityEvents.userId, user.id));
  expect(await events.orderBy(asc(securityEvents.type))).toMatchObject([
    { type: 'account_created', device: 'Chrome on macOS' },
    { type: 'signed_in', device: 'Chrome on macOS', details: { method: 'email' } },
  ]);
});

test('the code creates the account as well, with a user handle of 64 random bytes', async () => {
  const handles = [];
  for (const pending of [newcomer(), newcomer()]) {
    const browser = newBrowser();
    await askToRegister(browser, pending);
    await enterCode(browser, (await latestProof(inbox, pending.email)).code);
    handles.push(...(await accountsOf(pending)).map(({ userHandle }) => Buffer.from(userHandle)));
  }
  expect(handles.map((handle) => handle.length)).toEqual([64, 64]);
  expect(handles[0]).not.toEqual(handles[1]);
});

test('a taken username is told, and no mail goes out', async () => {
  const { user } = await insertPerson();
  const pending = { ...newcomer(), username: user.username };
  const browser = newBrowser();
  expect(await refusalOf(askToRegister(browser, pending))).toBe('username_taken');
  expect(browser.linkTicket).toBeNull();
  expect(await inbox.mailsTo(pending.email)).toEqual([]);
});

test('EN4: a taken address is told to its mailbox alone, whose link signs in to the account that is there', async () => {
  const { user } = await insertPerson();
  const browser = newBrowser();
  await askToRegister(browser, { ...newcomer(), email: user.email });
  const [mail] = await inbox.mailsTo(user.email);
  expect(mail?.subject).toBe('You already have a Latchkey account');

  const redeemed = await openLink(browser, proofIn(mail).token);
  expect(redeemed).toMatchObject({ user: { id: user.id }, newAccount: false, next: '/account' });
  expect(await db().$count(users, eq(users.email, user.email))).toBe(1);
});

test('EN4: an address that an account has just left is told to its mailbox alone, in a mail that proves nothing', async () => {
  const email = await leftAddress();
  const pending = { ...newcomer(), email };
  await askToRegister(newBrowser(), pending);
  const [mail, ...more] = await inbox.mailsTo(email);
  expect(more).toEqual([]);
  expect(mail?.text).toContain('Your address cannot be used yet');
  expect(() => proofIn(mail)).toThrow();
  expect(mail?.html).not.toContain('token=');
  expect(await accountsOf(pending)).toEqual([]);
});

test('an address that an account had and left while the mail was on its way creates nothing', async () => {
  const pending = newcomer();
  const browser = newBrowser();
  await askToRegister(browser, pending);
  const { token } = await latestProof(inbox, pending.email);
  await leftAddress(pending.email);
  expect(await refusalOf(openLink(browser, token))).toBe('ask_again');
  expect(await accountsOf(pending)).toEqual([]);
});

test('a username that another took while the mail was on its way creates nothing', async () => {
  const pending = newcomer();
  const [browser, quicker] = [newBrowser(), newBrowser()];
  await askToRegister(browser, pending);
  const rival = { ...newcomer(), username: pending.username };
  await askToRegister(quicker, rival);
  await openLink(quicker, (await latestProof(inbox, rival.email)).token);

  const { token } = await latestProof(inbox, pending.email);
  expect(await refusalOf(openLink(browser, token))).toBe('username_taken_meanwhile');
  expect(await accountsOf(pending)).toMatchObject([{ email: rival.email }]);

  await letPass(60, 'mails-per-mailbox:');
  const other = { ...pending, username: newcomer().username };
  await askToRegister(browser, other);
  const { user } = await openLink(browser, (await latestProof(inbox, other.email)).token);
  expect(user).toMatchObject(other);
});

test('of two registrations of one address in two browsers, the later one signs in to the account of the first', async () => {
  const pending = newcomer();
  const [phone, laptop] = [newBrowser(), newBrowser()];
  await askToRegister(phone, pending);
  const first = await latestProof(inbox, pending.email);
  await letPass(60, 'mails-per-mailbox:');
  await askToRegister(laptop, { ...pending, name: 'Other', username: newcomer().username });
  const second = await latestProof(inbox, pending.email);

  const { user } = await enterCode(laptop, second.code);
  expect(user.name).toBe('Other');
  expect((await openLink(phone, first.token)).user.id).toBe(user.id);
  expect(await countSessions(user.id)).toBe(2);
});

test('asking twice in one browser: what was entered last becomes the account', async () => {
  const pending = newcomer();
  const browser = newBrowser();
  await askToRegister(browser, { ...pending, name: 'Graec' });
  await askToRegister(browser, pending);
  const { user } = await openLink(browser, (await latestProof(inbox, pending.email)).token);
  expect(user).toMatchObject(pending);
});

function newcomer() {
  const username = `grace-${randomBytes(6).toString('hex')}`;
  return { name: 'Grace Hopper', username, email: `${username}@example.com` };
}

function accountsOf({ username, email }: ReturnType<typeof newcomer>) {
  return db()
    .select()
    .from(users)
    .where(or(eq(users.username, username), eq(users.email, email)));
}

import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { users } from '@/db/schema';
import { startInbox } from '@/test/inbox';
import { askToRegister, askToSignIn, latestProof, letPass, newBrowser, openLink } from '@/test/link-journey';
import { insertPerson } from '@/test/people';
import { emailSchema, usernameSchema } from './identifiers';

const inbox = await startInbox();
afterAll(inbox.close);

test('IN2: an address and a username in any case sign in to one account', async () => {
  const { user } = await insertPerson();
  for (const typed of [user.email.toUpperCase(), ` ${user.email} `, user.username.toUpperCase()]) {
    const browser = newBrowser();
    await askToSignIn(browser, typed);
    const { token } = await latestProof(inbox, user.email);
    expect((await openLink(browser, token)).user.id).toBe(user.id);
    await letPass(60, 'mails-per-mailbox:');
  }
});

test('IN2: the database takes no address or username that is not canonical, nor one twice', async () => {
  const { user } = await insertPerson();
  for (const other of [{ email: user.email.toUpperCase() }, { username: user.username.toUpperCase() }]) {
    await expect(db().update(users).set(other).where(eq(users.id, user.id))).rejects.toThrow();
  }
  const { user: second } = await insertPerson();
  for (const taken of [{ email: user.email }, { username: user.username }]) {
    await expect(db().update(users).set(taken).where(eq(users.id, second.id))).rejects.toThrow();
  }
});

test('IN3: one address registered in two spellings at once becomes one account', async () => {
  const name = `grace-${crypto.randomUUID().slice(0, 8)}`;
  const asked = [];
  for (const [typed, username] of [
    [`${name.toUpperCase()}@Example.COM`, `${name}-a`],
    [`${name}@example.com`, `${name.toUpperCase()}-B`],
  ] as const) {
    const browser = newBrowser();
    const email = emailSchema.parse(typed);
    await askToRegister(browser, { name: 'Grace', username: usernameSchema.parse(username), email });
    asked.push({ browser, ...(await latestProof(inbox, email)) });
    await letPass(60, 'mails-per-mailbox:');
  }
  const redeemed = await Promise.all(asked.map(({ browser, token }) => openLink(browser, token)));
  expect(new Set(redeemed.map(({ user }) => user.id)).size).toBe(1);
  expect(await db().$count(users, eq(users.email, `${name}@example.com`))).toBe(1);
});

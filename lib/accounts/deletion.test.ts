import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { credentials, sessions, users } from '@/db/schema';
import { register, signIn, startRegistration, startSignIn } from '@/test/ceremonies';
import { finishEmailChange, someoneChangingEmail } from '@/test/email-change';
import { startInbox } from '@/test/inbox';
import {
  askToRegister,
  askToSignIn,
  enterCode,
  latestProof,
  newBrowser,
  openLink,
  refusalOf,
} from '@/test/link-journey';
import { insertPerson, openSessionOf, type Person } from '@/test/people';
import { createAuthenticator } from '@/test/software-authenticator';
import { policy } from '../policy';
import { deleteAccount } from './deletion';

const inbox = await startInbox();
afterAll(inbox.close);

test('its mailbox is told, without a way back', async () => {
  const person = await someone();
  await erase(person, { device: 'Safari on iOS', place: 'Bern, Switzerland' });
  const [mail, ...more] = await inbox.mailsTo(person.user.email);
  expect(mail?.subject).toBe('Your Latchkey account was deleted');
  expect(mail?.text).toContain('Safari on iOS, Bern, Switzerland');
  expect(mail?.text).not.toMatch(/not-me|wasn't me/);
  expect(more).toEqual([]);
});

test('of 20 at once, one deletes and tells, and nobody gets an error', async () => {
  const person = await someone();
  await Promise.all(Array.from({ length: 20 }, () => erase(person)));
  expect(await exists(person)).toBe(false);
  expect(await inbox.mailsTo(person.user.email)).toHaveLength(1);
});

test('a session that has been ended meanwhile deletes nothing', async () => {
  const person = await insertPerson();
  expect(await refusalOf(erase(person))).toBe('not_signed_in');
  expect(await exists(person)).toBe(true);
});

test('whoever has not confirmed lately that it is they deletes nothing', async () => {
  const person = await someone();
  const long = { ...person.session, authenticatedAt: new Date(Date.now() - policy.stepUp * 1000 - 5_000) };
  expect(await refusalOf(erase({ ...person, session: long }))).toBe('step_up_required');
  const owner = { ...person, user: { ...person.user, credentialIds: ['one'] } };
  expect(await refusalOf(erase(owner))).toBe('step_up_required');
  expect(await exists(person)).toBe(true);
  expect(await inbox.mailsTo(person.user.email)).toEqual([]);
});

describe('What was under way is worth nothing', () => {
  test.each(['link', 'code'] as const)('a mailed %s', async (proof) => {
    const { browser, token, code, ...person } = await personWithMail();
    const { user } = person;
    await erase(person);
    const redeeming = proof === 'link' ? openLink(browser, token) : enterCode(browser, code);
    expect(await refusalOf(redeeming)).toBe('ask_again');
    expect(await nobody(user)).toBe(true);
  });

  test('a mail that said "you have an account already"', async () => {
    const person = await someone();
    const browser = newBrowser();
    const { email } = person.user;
    await askToRegister(browser, {
      name: 'Ada',
      username: `new-${person.user.username}`.slice(0, 32),
      email,
    });
    const { token } = await latestProof(inbox, email);
    await erase(person);
    expect(await refusalOf(openLink(browser, token))).toBe('ask_again');
    expect(await nobody(person.user)).toBe(true);
  });

  test('a change of address', async () => {
    const change = await someoneChangingEmail(inbox, { person: await someone() });
    await erase(change.person);
    expect(await refusalOf(finishEmailChange(change, 'link'))).toBe('not_signed_in');
    expect(await nobody(change.person.user)).toBe(true);
  });

  test('a registration ceremony', async () => {
    const person = await someone();
    const attempt = await startRegistration(person, createAuthenticator());
    await erase(person);
    expect(await refusalOf(attempt.finish())).toBe('not_signed_in');
    expect(await db().$count(credentials, eq(credentials.userId, person.user.id))).toBe(0);
  });

  test('an authentication ceremony', async () => {
    const person = await someone();
    const authenticator = createAuthenticator();
    await register(person, authenticator);
    const attempt = await startSignIn(authenticator);
    await erase(person);
    expect(await refusalOf(attempt.finish())).toBe('passkey_refused');
    expect(await refusalOf(signIn(authenticator))).toBe('passkey_refused');
  });
});

describe('CO7: at the same moment', () => {
  test('a link is redeemed: no session is left', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { browser, token, ...person } = await personWithMail();
      const { user } = person;
      const [refused] = await Promise.all([refusalOf(openLink(browser, token)), erase(person)]);
      expect([null, 'ask_again']).toContain(refused);
      expect(await nobody(user)).toBe(true);
    }
  });

  test('a passkey is added: none is left', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await someone();
      const attempt = await startRegistration(person, createAuthenticator());
      const [refused] = await Promise.all([refusalOf(attempt.finish()), erase(person)]);
      expect([null, 'not_signed_in']).toContain(refused);
      expect(await nobody(person.user)).toBe(true);
    }
  });

  test('a passkey signs in: no session is left', async () => {
    for (let round = 0; round < 5; round += 1) {
      const person = await someone();
      const authenticator = createAuthenticator();
      await register(person, authenticator);
      const attempt = await startSignIn(authenticator);
      const [refused] = await Promise.all([refusalOf(attempt.finish()), erase(person)]);
      expect([null, 'passkey_refused']).toContain(refused);
      expect(await nobody(person.user)).toBe(true);
    }
  });
});

/** Somebody who is signed in. */
async function someone() {
  const person = await insertPerson();
  await openSessionOf(person);
  return person;
}

/** As `someone`, with a sign-in mail in another browser. */
async function personWithMail() {
  const person = await someone();
  const browser = newBrowser();
  await askToSignIn(browser, person.user.email);
  return { ...person, browser, ...(await latestProof(inbox, person.user.email)) };
}

/** Deletes the account, and waits for the mail as well. */
async function erase(person: Person, from: { device: string; place: string | null } = person.visitor) {
  const afterwards: Promise<void>[] = [];
  await deleteAccount(person, {
    visitor: from,
    later: (work) => {
      afterwards.push(work());
    },
  });
  await Promise.all(afterwards);
}

async function exists({ user }: { user: { id: string } }) {
  return (await db().$count(users, eq(users.id, user.id))) > 0;
}

/** Whether nothing is left: no account of that id or address, no passkey, no session. */
async function nobody({ id, email }: { id: string; email: string }) {
  const counts = await Promise.all([
    db().$count(users, eq(users.id, id)),
    db().$count(users, eq(users.email, email)),
    db().$count(credentials, eq(credentials.userId, id)),
    db().$count(sessions, eq(sessions.userId, id)),
  ]);
  return counts.every((count) => count === 0);
}

import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { credentials, ephemeral, recoveryCodes, users } from '@/db/schema';
import { identifierSchema } from '@/lib/accounts/identifiers';
import { requestSignIn, waitingRequest } from '@/lib/magic-links/request';
import { policy } from '@/lib/policy';
import { startInbox } from '@/test/inbox';
import {
  askToSignIn,
  countSessions,
  enterCode,
  newBrowser,
  openLink,
  proofIn,
  refusalOf,
  someoneWithMail,
} from '@/test/link-journey';
import { insertPerson, newCredential, openSessionOf, type Person } from '@/test/people';
import { eventTypesOf, userOf } from '@/test/recoveries';
import { allowEmailSignIn, canDoWithoutEmail, stopEmailSignIn } from './email-sign-in';

const inbox = await startInbox();
afterAll(inbox.close);
beforeEach(() => db().delete(ephemeral));

const synced = { backupState: true };
const bound = { backupState: false };

test.each([
  { ways: 'nothing', passkeys: [], codesLeft: 0, enough: false },
  { ways: 'codes alone', passkeys: [], codesLeft: 10, enough: false },
  { ways: 'one passkey on one device', passkeys: [bound], codesLeft: 0, enough: false },
  { ways: 'one passkey on one device, and codes', passkeys: [bound], codesLeft: 10, enough: false },
  { ways: 'one synced passkey', passkeys: [synced], codesLeft: 0, enough: false },
  { ways: 'one synced passkey and a code', passkeys: [synced], codesLeft: 1, enough: true },
  { ways: 'two passkeys', passkeys: [bound, bound], codesLeft: 0, enough: true },
])('whether an account with $ways can do without email: $enough', ({ enough, ...ways }) => {
  expect(canDoWithoutEmail(ways)).toBe(enough);
});

describe('Turning it off', () => {
  test('takes two passkeys, or a synced one and recovery codes', async () => {
    const person = await signedInPerson();
    const { id } = person.user;
    await db().insert(credentials).values(newCredential(id));
    expect(await refusalOf(stop(person))).toBe('email_sign_in_needed');
    await db().insert(recoveryCodes).values({ userId: id, hash: 'a' });
    await stop(person);
    expect(await userOf(id)).toMatchObject({ emailSignIn: 'off' });

    const other = await signedInPerson();
    await db()
      .insert(credentials)
      .values([newCredential(other.user.id), newCredential(other.user.id)]);
    await stop(other);
    expect(await userOf(other.user.id)).toMatchObject({ emailSignIn: 'off' });
  });

  test('is told by mail once, with the way to undo it', async () => {
    const person = await personWithoutEmail();
    await stop(person);
    const [mail, ...more] = await inbox.mailsTo(person.user.email);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Sign-in by email was turned off for your Latchkey account');
    expect(mail?.text).toContain('/not-me?token=');
    expect(await eventTypesOf(person.user.id)).toEqual(['email_sign_in_off']);
  });

  test('off and on again is told by mail each time', async () => {
    const person = await personWithoutEmail();
    await allow(person);
    await allow(person);
    const mails = await inbox.mailsTo(person.user.email);
    expect(mails.map(({ subject }) => subject)).toEqual([
      'Sign-in by email was turned off for your Latchkey account',
      'Sign-in by email was turned on for your Latchkey account',
    ]);
    expect(mails[1]?.text).toContain('/not-me?token=');
  });

  test('and on takes a step-up, and a session that is there', async () => {
    const person = await personWithoutEmail();
    const stale = { ...person.session, authenticatedAt: new Date(Date.now() - policy.stepUp * 1000 - 1000) };
    const ended = { ...person.session, id: randomUUID() };
    for (const turn of [stop, allow]) {
      expect(await refusalOf(turn({ ...person, session: stale }))).toBe('step_up_required');
      expect(await refusalOf(turn({ ...person, session: ended }))).toBe('not_signed_in');
    }
    expect(await userOf(person.user.id)).toMatchObject({ emailSignIn: 'off' });
  });

  test('voids a link and a code that were mailed before', async () => {
    const { user, browser, token, code } = await someoneWithMail(inbox);
    await setEmailSignIn(user.id, 'off');
    expect(await refusalOf(enterCode({ ...browser }, code))).toBe('ask_again');
    expect(await refusalOf(openLink({ ...browser }, token))).toBe('link_used');
    expect(await countSessions(user.id)).toBe(0);
  });
});

test.each(['off', 'paused'] as const)(
  'while it is %s, the mail says so and holds no proof',
  async (state) => {
    const { user } = await insertPerson();
    await setEmailSignIn(user.id, state);
    await askToSignIn(newBrowser(), user.email);
    const [mail] = await inbox.mailsTo(user.email);
    expect(mail?.subject).toBe('Sign in to Latchkey with a passkey');
    expect(mail?.text).toContain('http://localhost:3000/sign-in/recover');
    expect(mail?.text).toContain(state === 'off' ? 'turned off' : 'paused');
    expect(() => proofIn(mail)).toThrow();
    expect(mail?.html).not.toContain('token=');
  },
);

test('a paused one is turned on again, and mails sign in', async () => {
  const person = await signedInPerson();
  await setEmailSignIn(person.user.id, 'paused');
  await allow(person);
  expect(await eventTypesOf(person.user.id)).toEqual(['email_sign_in_on']);
  const browser = newBrowser();
  await askToSignIn(browser, person.user.email);
  await openLink(browser, proofIn((await inbox.mailsTo(person.user.email)).at(-1)).token);
});

test('EN1: on, off, paused or nobody’s, asking looks the same from outside and costs the same', async () => {
  const outcomes = [];
  for (const typed of await askedFor()) {
    await db().delete(ephemeral);
    const browser = newBrowser();
    let queries = 0;
    const count = () => {
      queries += 1;
    };
    const afterwards: (() => Promise<void>)[] = [];
    const identifier = identifierSchema.parse(typed);
    db().$client.on('acquire', count);
    browser.linkTicket = await requestSignIn(
      { identifier, typed, to: null },
      { visitor: browser, later: (work) => void afterwards.push(work) },
    );
    const untilAnswered = queries;
    for (const work of afterwards) await work();
    db().$client.off('acquire', count);
    const waiting = await waitingRequest(browser);
    const shown = { mailFailed: waiting?.mailFailed, waits: (waiting?.againIn ?? 0) > 55 };
    outcomes.push({ untilAnswered, afterwards: queries - untilAnswered, shown, keys: await keyShapes() });
  }
  expect(outcomes).toEqual(Array(outcomes.length).fill(outcomes[0]));
  expect(outcomes[0]?.shown).toEqual({ mailFailed: false, waits: true });
});

async function askedFor(): Promise<string[]> {
  const typed = [`${randomUUID()}@example.com`, randomUUID().slice(0, 30)];
  for (const state of ['on', 'off', 'paused'] as const) {
    const { user } = await insertPerson();
    await setEmailSignIn(user.id, state);
    typed.push(user.email);
    const { user: other } = await insertPerson();
    await setEmailSignIn(other.id, state);
    typed.push(other.username);
  }
  return typed;
}

async function keyShapes(): Promise<string[]> {
  const rows = await db().select({ key: ephemeral.key }).from(ephemeral);
  return rows.map(({ key }) => key.replace(/[\w-]{22,}/g, '…')).toSorted();
}

async function signedInPerson(): Promise<Person> {
  const person = await insertPerson();
  await openSessionOf(person);
  return person;
}

async function personWithoutEmail(): Promise<Person> {
  const person = await signedInPerson();
  await db()
    .insert(credentials)
    .values([newCredential(person.user.id), newCredential(person.user.id)]);
  await stop(person);
  return person;
}

function stop(person: Person) {
  return turn(stopEmailSignIn, person);
}

function allow(person: Person) {
  return turn(allowEmailSignIn, person);
}

async function turn(change: typeof stopEmailSignIn, person: Person) {
  const afterwards: Promise<void>[] = [];
  await change(person, { visitor: person.visitor, later: (work) => void afterwards.push(work()) });
  await Promise.all(afterwards);
}

async function setEmailSignIn(userId: string, emailSignIn: 'on' | 'off' | 'paused') {
  await db().update(users).set({ emailSignIn }).where(eq(users.id, userId));
}

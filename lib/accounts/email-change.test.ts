import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { securityEvents, sessions, users } from '@/db/schema';
import type { FailureCode } from '@/lib/errors';
import { cancelEmailChange } from '@/lib/magic-links/request-email-change';
import {
  askToChangeEmail,
  type EmailChange,
  finishEmailChange,
  freeAddress,
  someoneChangingEmail,
} from '@/test/email-change';
import { startInbox } from '@/test/inbox';
import {
  askToSignIn,
  enterCode,
  latestProof,
  letPass,
  newBrowser,
  openLink,
  refusalOf,
} from '@/test/link-journey';
import { insertPerson, type Person } from '@/test/people';
import { changeEmailByCode, inspectEmailChange } from './email-change';

const inbox = await startInbox();
afterAll(inbox.close);

describe.each(['link', 'code'] as const)('by %s', (by) => {
  test('the new address becomes the address of the account, once', async () => {
    const change = await someoneChangingEmail(inbox);
    expect(await refusalOf(finishEmailChange(change, by))).toBeNull();
    expect(await addressOf(change.person)).toBe(change.newEmail);
    expect(await refusalOf(finishEmailChange(change, by))).toBe(by === 'link' ? 'link_used' : 'ask_again');
  });

  test('somebody else in the same browser changes nothing and uses nothing up', async () => {
    const change = await someoneChangingEmail(inbox);
    const other = await insertPerson();
    const refusal = by === 'link' ? 'not_signed_in' : 'ask_again';
    expect(await refusalOf(finishEmailChange({ ...change, person: other }, by))).toBe(refusal);
    expect(await addressOf(other)).toBe(other.user.email);
    expect(await refusalOf(finishEmailChange(change, by))).toBeNull();
  });

  test('another browser changes nothing and uses nothing up, though the same person is signed in there', async () => {
    const change = await someoneChangingEmail(inbox);
    const elsewhere = { ...newBrowser(), linkTicket: change.browser.linkTicket };
    // With a ticket that was copied there, it looks like one that is too old.
    const refusal = by === 'link' ? 'link_expired' : 'ask_again';
    expect(await refusalOf(finishEmailChange({ ...change, browser: elsewhere }, by))).toBe(refusal);
    expect(await refusalOf(finishEmailChange(change, by))).toBeNull();
  });

  test('a proof for signing in changes no address, and one for changing it signs nobody in', async () => {
    const change = await someoneChangingEmail(inbox);
    const signIn = newBrowser();
    signIn.browser = change.browser.browser;
    await letPass(60, 'mails-per-mailbox:');
    await askToSignIn(signIn, change.person.user.email);
    const proof = await latestProof(inbox, change.person.user.email);
    const mixedUp = { ...change, browser: signIn, ...proof };
    expect(await refusalOf(finishEmailChange(mixedUp, by))).toBe(
      by === 'link' ? 'link_elsewhere' : 'ask_again',
    );
    const opening =
      by === 'link' ? openLink(change.browser, change.token) : enterCode(change.browser, change.code);
    expect(await refusalOf(opening)).toBe(by === 'link' ? 'link_elsewhere' : 'ask_again');
    expect(await refusalOf(finishEmailChange(change, by))).toBeNull();
  });

  test.each([
    { what: 'was disowned', stop: ({ eventId }: EmailChange) => disown(eventId) },
    { what: 'lost its address to another account', stop: ({ newEmail }: EmailChange) => occupy(newEmail) },
    { what: 'was asked for at an earlier address', stop: ({ person }: EmailChange) => moveAway(person) },
    {
      what: 'is of an account that is disabled by now',
      stop: ({ person }: EmailChange) => disable(person),
      refusal: 'not_signed_in',
    },
    {
      what: 'is of a session that has ended meanwhile',
      stop: ({ person }: EmailChange) => endSession(person),
      refusal: 'not_signed_in',
    },
  ])(
    'a change that $what does not happen, and its mail is used up',
    async ({ stop, refusal = 'email_taken_meanwhile' }) => {
      const change = await someoneChangingEmail(inbox);
      await stop(change);
      const before = await addressOf(change.person);
      expect(await refusalOf(finishEmailChange(change, by))).toBe(refusal);
      expect(await addressOf(change.person)).toBe(before);
      expect(await refusalOf(finishEmailChange(change, by))).toBe(by === 'link' ? 'link_used' : 'ask_again');
      expect(await inbox.mailsTo(change.person.user.email)).toHaveLength(1);
    },
  );

  test('a cancelled change does not happen', async () => {
    const change = await someoneChangingEmail(inbox);
    await cancelEmailChange(change.person, change.browser);
    expect(await refusalOf(finishEmailChange(change, by))).toBe(by === 'link' ? 'link_used' : 'ask_again');
    expect(await addressOf(change.person)).toBe(change.person.user.email);
  });
});

test('it is noted with both addresses, as the session that did it, and told to both', async () => {
  const change = await someoneChangingEmail(inbox);
  const { person, newEmail } = change;
  await finishEmailChange(change, 'code');
  const [, event] = await eventsOf(person);
  const details = { oldEmail: person.user.email, newEmail };
  expect(event).toMatchObject({ type: 'email_changed', sessionId: person.session.id, details });

  const subject = 'The address of your Latchkey account was changed';
  const [, told] = await inbox.mailsTo(person.user.email);
  expect(told?.subject).toBe(subject);
  expect(told?.text).toContain(`/not-me?token=${event?.id}.`);
  const [, welcomed] = await inbox.mailsTo(newEmail);
  expect(welcomed?.subject).toBe(subject);
  expect(welcomed?.text).not.toContain('/not-me');
});

test('looking at the link changes nothing, and asks whoever is not signed in to do so', async () => {
  const { person, browser, token } = await someoneChangingEmail(inbox);
  await inspectEmailChange(token, person, browser);
  await inspectEmailChange(token, person, browser);
  for (const who of [{ session: null, user: null }, await insertPerson()]) {
    expect(await refusalOf(inspectEmailChange(token, who, browser))).toBe('not_signed_in');
  }
  expect(await refusalOf(inspectEmailChange(token, person, newBrowser()))).toBe('link_elsewhere');
  expect(await refusalOf(inspectEmailChange('x', person, browser))).toBe('link_malformed');
  expect(await addressOf(person)).toBe(person.user.email);
});

test('ML24: a link mailed to the old address signs in no more', async () => {
  const change = await someoneChangingEmail(inbox);
  const browser = newBrowser();
  await askToSignIn(browser, change.person.user.email);
  const { token } = await latestProof(inbox, change.person.user.email);
  await finishEmailChange(change, 'code');
  expect(await refusalOf(openLink(browser, token))).toBe('ask_again');
});

test('EN9: five guesses at the code of an address that another account has end the request', async () => {
  const [person, holder] = [await insertPerson(), await insertPerson()];
  const browser = newBrowser();
  await askToChangeEmail(person, browser, holder.user.email);
  const refusals: (FailureCode | null)[] = [];
  for (const code of ['0000-0000', '1111-1111', '2222-2222', '3333-3333', '4444-4444', '5555-5555']) {
    refusals.push(await refusalOf(changeEmailByCode(person, code, { visitor: browser, later: () => {} })));
  }
  expect(refusals).toEqual([...Array(5).fill('code_wrong'), 'tries_spent']);
});

async function addressOf({ user }: Person): Promise<string | undefined> {
  const [row] = await db().select({ email: users.email }).from(users).where(eq(users.id, user.id));
  return row?.email;
}

async function eventsOf({ user }: Person) {
  return db()
    .select()
    .from(securityEvents)
    .where(eq(securityEvents.userId, user.id))
    .orderBy(securityEvents.id);
}

function disown(eventId: number) {
  return db().update(securityEvents).set({ disownedAt: new Date() }).where(eq(securityEvents.id, eventId));
}

async function occupy(email: string) {
  const { user } = await insertPerson();
  return db().update(users).set({ email }).where(eq(users.id, user.id));
}

function moveAway({ user }: Person) {
  return db().update(users).set({ email: freeAddress() }).where(eq(users.id, user.id));
}

function endSession({ session }: Person) {
  return db().delete(sessions).where(eq(sessions.id, session.id));
}

function disable({ user }: Person) {
  return db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, user.id));
}

import { eq } from 'drizzle-orm';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { db } from '@/db/client';
import { securityEvents } from '@/db/schema';
import { emailSchema } from '@/lib/accounts/identifiers';
import { policy } from '@/lib/policy';
import { askToChangeEmail, freeAddress } from '@/test/email-change';
import { startInbox } from '@/test/inbox';
import { ask, letPass, newBrowser, proofIn, refusalOf } from '@/test/link-journey';
import { insertPerson, type Person } from '@/test/people';
import { proveByCode } from './prove';
import { cancelEmailChange, requestEmailChangeAgain, waitingEmailChange } from './request-email-change';

const inbox = await startInbox();
afterAll(inbox.close);
afterEach(() => vi.useRealTimers());

test('the new address gets a mail that proves it, the old one a notice with which to stop the change', async () => {
  const person = await insertPerson();
  const newEmail = freeAddress();
  await askToChangeEmail(person, newBrowser(), newEmail);

  const [mail, ...more] = await inbox.mailsTo(newEmail);
  expect(more).toEqual([]);
  expect(mail?.subject).toBe('Confirm your new email for Latchkey');
  proofIn(mail);
  const [notice] = await inbox.mailsTo(person.user.email);
  expect(notice?.subject).toBe('The address of your Latchkey account is about to change');
  expect(notice?.text).toMatch(/\/not-me\?token=\S+/);
  expect(() => proofIn(notice)).toThrow();
});

test('the asking is noted with both addresses, as the session that did it', async () => {
  const person = await insertPerson();
  const newEmail = freeAddress();
  await askToChangeEmail(person, newBrowser(), newEmail);
  expect(await eventsOf(person)).toMatchObject([
    {
      type: 'email_change_requested',
      sessionId: person.session.id,
      details: { oldEmail: person.user.email, newEmail },
    },
  ]);
});

test('the address that the account has is refused on its field, however it is typed', async () => {
  const person = await insertPerson();
  for (const typed of [person.user.email, ` ${person.user.email.toUpperCase()} `]) {
    const asking = askToChangeEmail(person, newBrowser(), emailSchema.parse(typed));
    await expect(asking).rejects.toMatchObject({
      code: 'email_unchanged',
      fields: { email: 'refusals.email_unchanged' },
    });
  }
  expect(await eventsOf(person)).toEqual([]);
});

test('without a step-up nothing is asked for', async () => {
  const person = await insertPerson();
  const authenticatedAt = new Date(Date.now() - (policy.stepUp + 1) * 1_000);
  const old = { ...person, session: { ...person.session, authenticatedAt } };
  const newEmail = freeAddress();
  expect(await refusalOf(askToChangeEmail(old, newBrowser(), newEmail))).toBe('step_up_required');
  expect(await eventsOf(person)).toEqual([]);
  expect(await inbox.mailsTo(newEmail)).toEqual([]);
});

test('RL3: a mailbox gets one mail a minute, whoever wants it, and the others are not told', async () => {
  const newEmail = freeAddress();
  for (let people = 0; people < 3; people += 1) {
    await askToChangeEmail(await insertPerson(), newBrowser(), newEmail);
  }
  expect(await inbox.mailsTo(newEmail)).toHaveLength(1);
});

test('an account may ask ten times in ten minutes; what is refused leaves no event', async () => {
  const person = await insertPerson();
  const browser = newBrowser();
  for (let asks = 0; asks < policy.changesPerAccount.count; asks += 1) {
    await askToChangeEmail(person, browser, freeAddress());
  }
  const eleventh = freeAddress();
  const before = await db().$count(securityEvents, eq(securityEvents.userId, person.user.id));
  expect(await refusalOf(askToChangeEmail(person, browser, eleventh))).toBe('too_many_tries');
  expect(await inbox.mailsTo(eleventh)).toEqual([]);
  expect(await db().$count(securityEvents, eq(securityEvents.userId, person.user.id))).toBe(before);
});

test('sending again is the same change: a second mail, no second event or notice, both codes good', async () => {
  const person = await insertPerson();
  const browser = newBrowser();
  const newEmail = freeAddress();
  await askToChangeEmail(person, browser, newEmail);
  const again = () => ask(browser, (asking) => requestEmailChangeAgain(person, asking));
  expect(await refusalOf(again())).toBe('too_early');

  await letAMinutePass();
  await again();
  const [first, second] = await inbox.mailsTo(newEmail);
  expect(proofIn(second).code).not.toBe(proofIn(first).code);
  expect(await eventsOf(person)).toHaveLength(1);
  expect(await inbox.mailsTo(person.user.email)).toHaveLength(1);
  const { change } = await proveByCode(proofIn(first).code, browser, 'email-change');
  expect(change?.eventId).toBe((await eventsOf(person))[0]?.id);
});

test('whoever asks anew gets a request of its own, so that to disown the first stops its mails', async () => {
  const person = await insertPerson();
  const browser = newBrowser();
  const newEmail = freeAddress();
  await askToChangeEmail(person, browser, newEmail);
  const first = browser.linkTicket;
  await letAMinutePass();
  await askToChangeEmail(person, browser, newEmail);
  expect(browser.linkTicket?.id).not.toBe(first?.id);
});

test('nobody waits on the change of somebody else, nor in another browser, nor can repeat or cancel it', async () => {
  const [person, other] = [await insertPerson(), await insertPerson()];
  const browser = newBrowser();
  await askToChangeEmail(person, browser, freeAddress());
  const elsewhere = { ...newBrowser(), linkTicket: browser.linkTicket };
  for (const [who, where] of [
    [other, browser],
    [person, elsewhere],
    [person, newBrowser()],
  ] as const) {
    expect(await waitingEmailChange(who, where)).toBeNull();
    expect(await refusalOf(ask({ ...where }, (asking) => requestEmailChangeAgain(who, asking)))).toBe(
      'ask_again',
    );
    await cancelEmailChange(who, where);
  }
  expect(await waitingEmailChange(person, browser)).not.toBeNull();
});

test('what is cancelled is waited for no longer, and its code and link are dead', async () => {
  const person = await insertPerson();
  const browser = newBrowser();
  const newEmail = freeAddress();
  await askToChangeEmail(person, browser, newEmail);
  const { code } = proofIn((await inbox.mailsTo(newEmail))[0]);
  await cancelEmailChange(person, browser);
  expect(await waitingEmailChange(person, browser)).toBeNull();
  expect(await refusalOf(proveByCode(code, browser, 'email-change'))).toBe('ask_again');
});

async function eventsOf({ user }: Person) {
  return db().select().from(securityEvents).where(eq(securityEvents.userId, user.id));
}

/** For the application and for the limits of mailboxes. */
async function letAMinutePass(): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
  await letPass(60, 'mails-per-mailbox:');
}

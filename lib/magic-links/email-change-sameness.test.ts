import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { ephemeral, securityEvents, users } from '@/db/schema';
import { policy } from '@/lib/policy';
import { askToChangeEmail, freeAddress, leftAddress } from '@/test/email-change';
import { startInbox } from '@/test/inbox';
import { type Browser, newBrowser, proofIn, refusalOf } from '@/test/link-journey';
import { insertPerson, openSessionOf, type Person } from '@/test/people';
import { proveByCode } from './prove';
import { requestEmailChange, waitingEmailChange } from './request-email-change';

const inbox = await startInbox();
afterAll(inbox.close);

// Whoever asks must not learn who has an account: not from the answer, not from what it costs.

test('EN9: a taken address leaves the same behind and costs the same as a free one, before the answer and after it', async () => {
  const outcomes = [];
  for (const newEmail of await addresses()) {
    const person = await insertPerson();
    await openSessionOf(person);
    const browser = newBrowser();
    await db().delete(ephemeral);
    const cost = await costOf(person, browser, newEmail);
    const keys = (await db().select({ key: ephemeral.key }).from(ephemeral)).map(({ key }) =>
      key.replace(/[\w-]{22,}/g, '…'),
    );
    const events = (await eventsOf(person)).map(({ type }) => type);
    outcomes.push({ cost, keys: keys.toSorted(), events });
  }
  expect(outcomes[0]?.keys).toContain('link-mail:…:1');
  expect(outcomes[1]).toEqual(outcomes[0]);
  expect(outcomes[2]).toEqual(outcomes[0]);
  expect(outcomes[3]).toEqual(outcomes[0]);
});

test('EN9: a taken address shows the same waiting tab, and wrong codes are answered the same', async () => {
  const shown = [];
  for (const newEmail of await addresses()) {
    const person = await insertPerson();
    const browser = newBrowser();
    await askToChangeEmail(person, browser, newEmail);
    const waiting = await waitingEmailChange(person, browser);
    expect(waiting?.change.newEmail).toBe(newEmail);
    const refusals = [];
    for (let tries = 0; tries < policy.link.tries + 1; tries += 1) {
      refusals.push(await refusalOf(proveByCode('ZZZZ-ZZZZ', browser, 'email-change')));
    }
    shown.push({ mailFailed: waiting?.mailFailed, waits: (waiting?.againIn ?? 0) > 55, refusals });
  }
  expect(shown[1]).toEqual(shown[0]);
  expect(shown[2]).toEqual(shown[0]);
  expect(shown[3]).toEqual(shown[0]);
});

test('EN9: a taken address is told to its mailbox alone, in a mail that proves nothing', async () => {
  const [, ...taken] = await addresses();
  for (const newEmail of taken) {
    const person = await insertPerson();
    await askToChangeEmail(person, newBrowser(), newEmail);
    const [mail, ...more] = await inbox.mailsTo(newEmail);
    expect(more).toEqual([]);
    expect(mail?.subject).toBe('Your address was entered for another Latchkey account');
    expect(() => proofIn(mail)).toThrow();
    expect(mail?.html).not.toContain('token=');
    expect(mail?.text).not.toContain(person.user.username);
    expect(await inbox.mailsTo(person.user.email)).toHaveLength(1);
  }
});

/** Free, another account's, a disabled account's, and one that another account has just left. */
async function addresses(): Promise<string[]> {
  const [holder, disabled] = [await insertPerson(), await insertPerson()];
  await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, disabled.user.id));
  return [freeAddress(), holder.user.email, disabled.user.email, await leftAddress()];
}

async function eventsOf({ user }: Person) {
  return db().select().from(securityEvents).where(eq(securityEvents.userId, user.id));
}

/** Queries until the answer, and queries after it. */
async function costOf(person: Person, visitor: Browser, newEmail: string) {
  let queries = 0;
  const count = () => {
    queries += 1;
  };
  const afterwards: (() => Promise<void>)[] = [];
  db().$client.on('acquire', count);
  await requestEmailChange(person, newEmail, { visitor, later: (work) => void afterwards.push(work) });
  const untilAnswered = queries;
  for (const work of afterwards) await work();
  db().$client.off('acquire', count);
  return { untilAnswered, afterwards: queries - untilAnswered };
}

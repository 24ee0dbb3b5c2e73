import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { securityEvents, users } from '@/db/schema';
import { type EmailChange, finishEmailChange, freeAddress, someoneChangingEmail } from '@/test/email-change';
import { startInbox } from '@/test/inbox';
import { letPass, refusalOf } from '@/test/link-journey';
import type { Person } from '@/test/people';

const inbox = await startInbox();
afterAll(inbox.close);

test.each(['link', 'code'] as const)(
  'of 20 tries with one %s at once, one changes the address',
  async (by) => {
    const change = await someoneChangingEmail(inbox);
    const refusals = await inParallel(20, () => finishEmailChange(change, by));
    expect(refusals.filter((refusal) => refusal === null)).toHaveLength(1);
    const events = await db()
      .select()
      .from(securityEvents)
      .where(eq(securityEvents.userId, change.person.user.id));
    expect(events.map(({ type }) => type).toSorted()).toEqual(['email_change_requested', 'email_changed']);
  },
);

test('CO11: of 20 people who prove one address at once, one gets it', async () => {
  const newEmail = freeAddress();
  const changes: EmailChange[] = [];
  for (let people = 0; people < 20; people += 1) {
    changes.push(await someoneChangingEmail(inbox, { newEmail }));
    await letPass(86_400, 'mails-per-mailbox:');
  }
  const refusals = await inParallel(20, (index) => finishEmailChange(changes[index] as EmailChange, 'code'));
  expect(refusals.toSorted()).toEqual([...Array(19).fill('email_taken_meanwhile'), null]);
  const winner = changes[refusals.indexOf(null)];
  expect(winner && (await addressOf(winner.person))).toBe(newEmail);
});

test('CO11: of two changes of one account, the one proven first happens and the other is refused', async () => {
  const first = await someoneChangingEmail(inbox);
  const second = await someoneChangingEmail(inbox, { person: first.person });
  expect(await refusalOf(finishEmailChange(second, 'link'))).toBeNull();
  expect(await refusalOf(finishEmailChange(first, 'link'))).toBe('email_taken_meanwhile');
  expect(await addressOf(first.person)).toBe(second.newEmail);
});

async function inParallel(times: number, work: (index: number) => Promise<unknown>) {
  return Promise.all(Array.from({ length: times }, (_, index) => refusalOf(work(index))));
}

async function addressOf({ user }: Person): Promise<string | undefined> {
  const [row] = await db().select({ email: users.email }).from(users).where(eq(users.id, user.id));
  return row?.email;
}

import { eq } from 'drizzle-orm';
import { afterAll, afterEach, expect, test } from 'vitest';
import { db } from '@/db/client';
import { sessions } from '@/db/schema';
import { openSessionByEmail } from '@/db/session-opening';
import { inspectOperatorLink } from '@/lib/operator/link';
import { startInbox } from '@/test/inbox';
import { insertPerson, newOpening } from '@/test/people';
import { eventsOf, userOf } from '@/test/recoveries';
import { type AccountCommand, accountCommands } from './account-commands';

process.env.LOG_LEVEL = 'silent';
const inbox = await startInbox();
afterAll(inbox.close);
afterEach(() => inbox.receive('kindly'));

test('an account is found, shown, disabled, refused twice, and enabled again', async () => {
  const { user } = await insertPerson();
  await openSessionByEmail(user.id, user.email, newOpening());
  const found = await run('find', user.username.toUpperCase());
  expect(found).toMatchObject({ done: true, data: [{ id: user.id, email: user.email, disabledAt: null }] });
  expect((await run('show', user.id)).words).toMatch(/^sessions +1$/m);

  const words = `${user.username} (${user.email}) is disabled.`;
  expect(await run('disable', user.email)).toEqual({ done: true, words, data: { done: true, told: true } });
  expect(await userOf(user.id)).toMatchObject({ disabledAt: expect.any(Date) });
  expect(await run('disable', user.email)).toMatchObject({ done: false, words: 'It is disabled already.' });
  expect(await run('sign-in-link', user.id)).toMatchObject({ done: false, data: { why: 'disabled' } });
  expect((await run('find', user.username)).words).toContain(`  disabled  "Ada"`);

  expect(await run('enable', user.id)).toMatchObject({ done: true });
  expect(await run('enable', user.id)).toMatchObject({ done: false, words: 'It is not disabled.' });
});

test('sessions end, of one account and of all', async () => {
  const [{ user }, { user: other }] = [await insertPerson(), await insertPerson()];
  for (const { id, email } of [user, other]) await openSessionByEmail(id, email, newOpening());
  expect(await run('end-sessions', user.username)).toMatchObject({ done: true });
  expect(await run('end-sessions', user.username)).toMatchObject({
    done: false,
    words: 'It has no session and no open link.',
  });
  expect(await db().$count(sessions, eq(sessions.userId, other.id))).toBe(1);
  const words = "1 session was ended. Operators' links from before are void.";
  expect(await run('end-all-sessions', '')).toMatchObject({ done: true, words });
  expect(await db().$count(sessions)).toBe(0);
});

test('what is asked counts as people do', async () => {
  const { user } = await insertPerson();
  const called = `Disable ${user.username} (${user.email})`;
  for (const question of [
    `${called}?`,
    `${called}, and end its session?`,
    `${called}, and end its 2 sessions?`,
  ]) {
    const asked: string[] = [];
    await run('disable', user.id, { confirm: async (words: string) => asked.push(words) < 0 });
    expect(asked).toEqual([question]);
    await openSessionByEmail(user.id, user.email, newOpening());
  }
});

test('when mail is broken the deed is done, and says so', async () => {
  inbox.receive('refusing');
  const { user } = await insertPerson();
  const made = await run('sign-in-link', user.username);
  expect(made).toMatchObject({ done: true, data: { told: false } });
  expect(made.words).toContain('The mail that tells its owner could not be sent.');
  const [, token] = /token=(\S+)/.exec(made.words) ?? [];
  expect(await inspectOperatorLink(token)).toMatchObject({ state: 'open' });
});

test.each(['disable', 'sign-in-link', 'end-all-sessions'] as const)(
  '%s asks first, and a no is a no',
  async (command) => {
    const { user } = await insertPerson();
    await openSessionByEmail(user.id, user.email, newOpening());
    const before = await eventsOf(user.id);
    const refused = await run(command, user.id, { confirm: () => Promise.resolve(false) });
    expect(refused).toMatchObject({ done: false, words: 'Nothing was done.' });
    expect(await eventsOf(user.id)).toEqual(before);
    expect(await db().$count(sessions, eq(sessions.userId, user.id))).toBe(1);
  },
);

test.each(['show', 'disable', 'enable', 'end-sessions', 'sign-in-link'] as const)(
  '%s says when there is no such account',
  async (command) => {
    const words = 'There is no account nobody@example.com.';
    expect(await run(command, 'nobody@example.com')).toMatchObject({ done: false, words });
  },
);

function run(command: AccountCommand, subject: string, options = {}) {
  const usual = { by: 'grace', reason: null, confirm: () => Promise.resolve(true) };
  return accountCommands[command].run(subject, { ...usual, ...options });
}

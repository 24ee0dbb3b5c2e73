import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { register, signIn } from '@/test/ceremonies';
import { letPass } from '@/test/link-journey';
import { insertPerson } from '@/test/people';
import { createAuthenticator } from '@/test/software-authenticator';
import { ephemeralStore } from './ephemeral/configured';
import { read } from './ephemeral/store';
import { keys } from './magic-links/link-requests';
import { mailboxHash } from './magic-links/mailbox';
import { policy } from './policy';
import { forgiveMail, limitClient, mayMail } from './rate-limits';

test('RL6: of 50 at once for one mailbox exactly one may mail', async () => {
  const mailbox = randomUUID();
  const answers = await Promise.all(Array.from({ length: 50 }, () => mayMail(mailbox)));
  expect(answers.filter(Boolean)).toHaveLength(1);
});

test('mailboxes do not share their limits', async () => {
  const [one, other] = [randomUUID(), randomUUID()];
  expect(await mayMail(one)).toBe(true);
  expect(await mayMail(other)).toBe(true);
  expect(await mayMail(one)).toBe(false);
});

test('a mail that is refused for the minute does not count against the hour', async () => {
  const mailbox = randomUUID();
  for (let asks = 0; asks < 20; asks += 1) await mayMail(mailbox);
  expect(await ephemeralStore().run(read(`mails-per-mailbox:3600:${mailbox}`))).toEqual([1]);
});

test('a mail that is forgiven may be sent again at once, and still counts against the hour', async () => {
  const mailbox = randomUUID();
  for (let mails = 0; mails < 5; mails += 1) {
    expect(await mayMail(mailbox)).toBe(true);
    await ephemeralStore().run(forgiveMail(mailbox));
  }
  expect(await mayMail(mailbox)).toBe(false);
});

test('RL11: a limit lasts as long as its window, not longer, however often it was met', async () => {
  const mailbox = randomUUID();
  await mayMail(mailbox);
  await letPass(55);
  expect(await mayMail(mailbox)).toBe(false);
  await letPass(5);
  expect(await mayMail(mailbox)).toBe(true);
});

test('RL6: of 50 requests of one client at once ten are within its limit', async () => {
  const client = randomUUID();
  const runs = Array.from({ length: 50 }, () => ephemeralStore().run(limitClient(client)));
  expect((await Promise.all(runs)).filter(([may]) => may)).toHaveLength(10);
});

test('RL8: whoever uses up the mails and tries of a mailbox does not keep its owner’s passkey from signing in', async () => {
  const ada = await insertPerson();
  const authenticator = createAuthenticator();
  await register(ada, authenticator);
  const mailbox = mailboxHash(ada.user.email);
  for (let mails = 0; mails < 10; mails += 1) await mayMail(mailbox);
  for (let tries = 0; tries <= policy.link.accountTries; tries += 1) {
    await ephemeralStore().run(keys.countCodeTry(mailbox));
  }
  expect(await signIn(authenticator)).toMatchObject({ user: { id: ada.user.id } });
});

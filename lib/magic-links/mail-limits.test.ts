import { randomUUID } from 'node:crypto';
import { afterAll, expect, test } from 'vitest';
import { policy } from '@/lib/policy';
import { startInbox } from '@/test/inbox';
import {
  askToRegister,
  askToSignIn,
  enterCode,
  letPass,
  newBrowser,
  openLink,
  proofIn,
  refusalOf,
} from '@/test/link-journey';
import { insertPerson } from '@/test/people';
import { waitingRequest } from './request';

const MINUTE = 60;
const HOUR = 3_600;
const inbox = await startInbox();
afterAll(inbox.close);

test('RL3: a mailbox gets one mail a minute, from however many browsers it is asked for', async () => {
  const { user } = await insertPerson();
  for (let asks = 0; asks < 3; asks += 1) await askToSignIn(newBrowser(), user.email);
  expect(await inbox.mailsTo(user.email)).toHaveLength(1);
  await letPass(MINUTE, 'mails-per-mailbox:');
  await askToSignIn(newBrowser(), user.username);
  expect(await inbox.mailsTo(user.email)).toHaveLength(2);
});

test('RL3: a mailbox gets five mails an hour and ten a day', async () => {
  const { user } = await insertPerson();
  const sent = [];
  for (let hour = 0; hour < 3; hour += 1) {
    for (let minute = 0; minute < 8; minute += 1) {
      await askToSignIn(newBrowser(), user.email);
      await letPass(MINUTE, 'mails-per-mailbox:');
    }
    sent.push((await inbox.mailsTo(user.email)).length);
    await letPass(HOUR, 'mails-per-mailbox:');
  }
  expect(sent).toEqual([5, 10, 10]);
  await letPass(21 * HOUR, 'mails-per-mailbox:');
  await askToSignIn(newBrowser(), user.email);
  expect(await inbox.mailsTo(user.email)).toHaveLength(11);
});

test('impatience within a minute costs nothing of the hour', async () => {
  const { user } = await insertPerson();
  for (let mails = 0; mails < 5; mails += 1) {
    for (let asks = 0; asks < 4; asks += 1) await askToSignIn(newBrowser(), user.email);
    await letPass(MINUTE, 'mails-per-mailbox:');
  }
  expect(await inbox.mailsTo(user.email)).toHaveLength(5);
});

test('RL4: tags and case share the limit of the mailbox, signing in and registering share it too', async () => {
  const name = randomUUID();
  const [plain, tagged] = [`${name}@example.com`, `${name}+news@example.com`];
  await askToSignIn(newBrowser(), tagged);
  await askToSignIn(newBrowser(), plain);
  await askToSignIn(newBrowser(), plain.toUpperCase());
  await askToRegister(newBrowser(), { name: 'Eve', username: `eve-${name.slice(0, 8)}`, email: plain });
  expect(await inbox.mailsTo(tagged)).toHaveLength(1);
  expect(await inbox.mailsTo(plain)).toEqual([]);
});

test('a limited mailbox is answered as any other, and the mail it has stays good', async () => {
  const { user } = await insertPerson();
  const [first, second] = [newBrowser(), newBrowser()];
  await askToSignIn(first, user.email);
  await askToSignIn(second, user.email);
  const waiting = await waitingRequest(second);
  expect(waiting).toMatchObject({ typed: user.email, mailFailed: false });
  expect(waiting?.againIn).toBeGreaterThan(55);

  const { token, code } = proofIn((await inbox.mailsTo(user.email))[0]);
  expect(await refusalOf(enterCode(second, code))).toBe('code_wrong');
  expect((await openLink(first, token)).user.id).toBe(user.id);
});

test('RL6: 50 asks at once for one mailbox send exactly one mail', async () => {
  const { user } = await insertPerson();
  await Promise.all(Array.from({ length: 50 }, () => refusalOf(askToSignIn(newBrowser(), user.email))));
  expect(await inbox.mailsTo(user.email)).toHaveLength(1);
});

test('one client may ask ten times in ten minutes; the eleventh is refused and sends nothing', async () => {
  const { client } = newBrowser();
  const asking = (address: string) => refusalOf(askToSignIn({ ...newBrowser(), client }, address));
  const addresses = Array.from({ length: 10 }, () => `${randomUUID()}@example.com`);
  for (const address of addresses) expect(await asking(address)).toBeNull();
  const eleventh = `${randomUUID()}@example.com`;
  expect(await asking(eleventh)).toBe('too_many_requests');
  expect(await inbox.mailsTo(eleventh)).toEqual([]);
  expect(await refusalOf(askToSignIn(newBrowser(), eleventh))).toBeNull();

  await letPass(policy.mailsPerClient.window, 'mails-per-client:');
  expect(await asking(`${randomUUID()}@example.com`)).toBeNull();
});

test('EN7: the eleventh is refused alike for known and unknown, by email or username, and for registering', async () => {
  const { user } = await insertPerson();
  const { client } = newBrowser();
  for (let asks = 0; asks < policy.mailsPerClient.count; asks += 1) {
    await askToSignIn({ ...newBrowser(), client }, `nobody-${asks}`);
  }
  for (const typed of [user.email, user.username, `${randomUUID()}@example.com`, 'nobody-at-all']) {
    expect(await refusalOf(askToSignIn({ ...newBrowser(), client }, typed))).toBe('too_many_requests');
  }
  const pending = { name: 'Eve', username: `${user.username}-2`, email: user.email };
  expect(await refusalOf(askToRegister({ ...newBrowser(), client }, pending))).toBe('too_many_requests');
  expect(await inbox.mailsTo(user.email)).toEqual([]);
});

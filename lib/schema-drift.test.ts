import { like } from 'drizzle-orm';
import { afterAll, afterEach, expect, test } from 'vitest';
import { db } from '@/db/client';
import { ephemeral } from '@/db/schema';
import { startInbox } from '@/test/inbox';
import {
  askToSignIn,
  countSessions,
  enterCode,
  latestProof,
  letPass,
  newBrowser,
  refusalOf,
  someoneWithMail,
} from '@/test/link-journey';
import { insertPerson } from '@/test/people';
import { query } from '@/test/query';
import { policy } from './policy';

const inbox = await startInbox();
afterAll(inbox.close);

// As after an update whose migration was forgotten.
const url = process.env.DATABASE_URL ?? '';
let drifted = false;
afterEach(mend);

test('IF18: while a column is missing nothing is asked for and no limit is used up', async () => {
  const { user } = await insertPerson();
  const browser = newBrowser();
  await drift();
  for (let asks = 0; asks < 20; asks += 1) {
    expect(await refusalOf(askToSignIn(browser, user.email))).toBe('unavailable');
  }
  expect(await db().$count(ephemeral, like(ephemeral.key, 'mails-per-%'))).toBe(0);
  await mend();
  await askToSignIn(browser, user.email);
  expect(await inbox.mailsTo(user.email)).toHaveLength(1);
});

test('IF18: whoever types good codes meanwhile is not locked out afterwards', async () => {
  const { user, browser, code } = await someoneWithMail(inbox);
  await drift();
  expect(await refusalOf(enterCode(browser, code))).toBe('proof_lost');
  for (let tries = 0; tries < policy.link.tries * 2; tries += 1) {
    expect(await refusalOf(enterCode(browser, code))).toBe('ask_again');
  }
  expect(await countSessions(user.id)).toBe(0);
  expect(await db().$count(ephemeral, like(ephemeral.key, 'code-tries:%'))).toBe(0);
  await mend();

  await letPass(60, 'mails-per-mailbox:');
  await askToSignIn(browser, user.email);
  await enterCode(browser, (await latestProof(inbox, user.email)).code);
  expect(await countSessions(user.id)).toBe(1);
});

async function drift() {
  await query(url, 'alter table users rename column email_sign_in to something_else');
  drifted = true;
}

async function mend() {
  if (drifted) await query(url, 'alter table users rename column something_else to email_sign_in');
  drifted = false;
}

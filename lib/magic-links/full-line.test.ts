import { afterAll, beforeEach, expect, test } from 'vitest';
import { db } from '@/db/client';
import { ephemeral } from '@/db/schema';
import { slowHash } from '@/lib/hashing';
import { policy } from '@/lib/policy';
import { startInbox } from '@/test/inbox';
import {
  askToSignIn,
  enterCode,
  newBrowser,
  openLink,
  refusalOf,
  someoneWithMail,
} from '@/test/link-journey';

const inbox = await startInbox();
afterAll(inbox.close);

let line: Promise<unknown>;
function fillLine() {
  line = Promise.all(
    Array.from({ length: policy.hashing.waiting + 20 }, () =>
      slowHash('other', { ...policy.argon2, timeCost: 1 }),
    ),
  );
}
beforeEach(() => line);

test('while too many hashes are waited for, asking is refused, whoever is asked for, and counts for nothing', async () => {
  const { user } = await someoneWithMail(inbox);
  await db().delete(ephemeral);
  fillLine();
  for (const identifier of [user.email, user.username, 'nobody@example.com']) {
    expect(await refusalOf(askToSignIn(newBrowser(), identifier))).toBe('busy');
  }
  expect(await db().$count(ephemeral)).toBe(0);
});

test('links and codes are refused alike, and are good afterwards, with no try counted', async () => {
  const [linked, coded] = [await someoneWithMail(inbox), await someoneWithMail(inbox)];
  fillLine();
  for (let again = 0; again <= policy.link.tries; again += 1) {
    expect(await refusalOf(openLink({ ...linked.browser }, linked.token))).toBe('busy');
    expect(await refusalOf(enterCode({ ...coded.browser }, coded.code))).toBe('busy');
  }
  await line;
  expect(await refusalOf(openLink(linked.browser, linked.token))).toBeNull();
  expect(await refusalOf(enterCode(coded.browser, coded.code))).toBeNull();
});

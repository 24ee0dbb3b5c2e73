import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { users } from '@/db/schema';
import { tellOwner } from '@/lib/tell-owner';
import { freeAddress } from '@/test/email-change';
import { startInbox } from '@/test/inbox';
import { askToSignIn, newBrowser } from '@/test/link-journey';
import { insertPerson } from '@/test/people';

const inbox = await startInbox();
afterAll(inbox.close);

test('who asks is answered in the language of the page, whoever has the address, and in whatever language', async () => {
  const { user } = await insertPerson();
  await db().update(users).set({ locale: 'ar' }).where(eq(users.id, user.id));
  const subjects = [];
  for (const address of [user.email, freeAddress()]) {
    await askToSignIn({ ...newBrowser(), locale: 'de' }, address);
    const [mail] = await inbox.mailsTo(address);
    expect(mail?.headers['content-language']).toBe('de');
    expect(mail?.html).toContain('<html lang="de" dir="ltr">');
    subjects.push(mail?.subject);
  }
  expect(subjects).toEqual(['Bei Latchkey anmelden', 'Kein Konto bei Latchkey mit dieser Adresse']);
});

test.each([
  ['de', 'de', 'Ihr Konto bei Latchkey wurde gelöscht'],
  ['ar', 'ar', 'حُذف حسابك في \u2068Latchkey\u2069'],
  ['en', 'en', 'Your Latchkey account was deleted'],
  ['tlh', 'en', 'Your Latchkey account was deleted'],
])('an owner whose language is %s reads of the account in %s', async (locale, written, subject) => {
  const to = { email: freeAddress(), locale };
  await tellOwner({
    to,
    event: { id: 1, at: new Date() },
    about: { event: 'account_deleted' },
    from: { device: 'Chrome on macOS', place: null },
    undoable: false,
  });
  const [mail] = await inbox.mailsTo(to.email);
  expect(mail?.subject).toBe(subject);
  expect(mail?.headers['content-language']).toBe(written);
});

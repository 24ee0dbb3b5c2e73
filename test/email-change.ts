import { randomUUID } from 'node:crypto';
import { desc, eq } from 'drizzle-orm';
import { db } from '@/db/client';
import { securityEvents } from '@/db/schema';
import { changeEmailByCode, changeEmailByLink } from '@/lib/accounts/email-change';
import { requestEmailChange } from '@/lib/magic-links/request-email-change';
import { ask, type Browser, latestProof, newBrowser } from './link-journey';
import { insertPerson, openSessionOf, type Person } from './people';

/** Asks, in a session that there is, for a mail to a new address, and keeps the ticket as the browser's cookie would. */
export async function askToChangeEmail(person: Person, browser: Browser, newEmail: string): Promise<void> {
  await openSessionOf(person);
  await ask(browser, (asking) => requestEmailChange(person, newEmail, asking));
}

/** Somebody who has asked for another address, and what the mail to it brought. */
export async function someoneChangingEmail(
  inbox: Parameters<typeof latestProof>[0],
  { person, newEmail = freeAddress() }: { person?: Person; newEmail?: string } = {},
): Promise<EmailChange> {
  const someone = person ?? (await insertPerson());
  const browser = newBrowser();
  await askToChangeEmail(someone, browser, newEmail);
  const [event] = await db()
    .select({ id: securityEvents.id })
    .from(securityEvents)
    .where(eq(securityEvents.userId, someone.user.id))
    .orderBy(desc(securityEvents.id))
    .limit(1);
  if (!event) throw new Error('Nothing was noted');
  return { person: someone, newEmail, browser, eventId: event.id, ...(await latestProof(inbox, newEmail)) };
}

/** Gives the proof back, and waits for the mails about it as well. */
export async function finishEmailChange(
  { person, browser, token, code }: Proven,
  by: 'link' | 'code',
): Promise<void> {
  const afterwards: Promise<void>[] = [];
  const acting = {
    visitor: browser,
    later: (work: () => Promise<void>) => void afterwards.push(work()),
  };
  if (by === 'link') await changeEmailByLink(person, token, acting);
  else await changeEmailByCode(person, code, acting);
  await Promise.all(afterwards);
}

/** One that an account has left for another a moment ago. */
export async function leftAddress(oldEmail = freeAddress()): Promise<string> {
  const { user } = await insertPerson();
  const details = { oldEmail, newEmail: user.email };
  await db()
    .insert(securityEvents)
    .values({ userId: user.id, type: 'email_changed', device: 'Chrome on macOS', details });
  return oldEmail;
}

/** One that no account has. */
export function freeAddress(): string {
  return `${randomUUID()}@example.com`;
}

export type EmailChange = Proven & { newEmail: string; eventId: number };

type Proven = { person: Person; browser: Browser; token: string; code: string };

import 'server-only';
import {
  databaseNow,
  disableUser,
  enableUser,
  endSessionsAfter,
  endSessionsOf,
  voidAllLinks,
} from '@/db/operator';
import type { RecordedEvent } from '@/db/security-events';
import type { NoticeSubject } from '@/lib/mail/templates/notice-words';
import { policy } from '@/lib/policy';
import { mailNotice } from '@/lib/tell-owner';

/**
 * What an operator does to an account. Each is one transaction with its event, in which `by` is kept, and tells the owner
 * by mail; where that fails the deed stands all the same. 'already' where there is nothing to do, 'gone' where there is no
 * such account.
 *
 * Disabling ends the sessions, whatever is under way finds the account disabled, and the reason is for the owner to read.
 */
export async function disableAccount(account: Target, by: string, reason: string | null): Promise<Deed> {
  const event = await disableUser(account.id, { by, ...(reason && { reason }) });
  return done(event, account, { event: 'account_disabled', reason });
}

/** Lets a disabled account be used again; its passkeys, codes and settings are as they were. */
export async function enableAccount(account: Target, by: string): Promise<Deed> {
  return done(await enableUser(account.id, { by }), account, { event: 'account_enabled' });
}

/** Signs an account out everywhere, and makes operators' links to it void. */
export async function endSessions(account: Target, by: string): Promise<Deed> {
  const event = await endSessionsOf(account.id, { by });
  return done(event, account, { event: 'sessions_ended_by_operator' });
}

/**
 * Signs everybody out: operators' links from before this call are void, and all sessions from before end, a thousand
 * accounts at a time, each with its event. Nobody gets a mail. Answers how many sessions there were. May be broken off and
 * begun again.
 */
export async function endAllSessions(by: string): Promise<number> {
  // First: whoever came in by a link until then has a session that ends.
  await voidAllLinks();
  const before = await databaseNow();
  let ended = 0;
  // Sign-ins that were under way when their account's turn came are found by one more round.
  for (let round = -1; round !== 0; ) {
    round = 0;
    for (let last: string | null = null; ; ) {
      const batch = await endSessionsAfter(last, { before, most: policy.upkeep.batch, details: { by } });
      round += batch.ended;
      if (!batch.last) break;
      last = batch.last;
    }
    ended += round;
  }
  return ended;
}

async function done(
  event: RecordedEvent | 'already' | 'gone',
  owner: Target,
  about: NoticeSubject,
): Promise<Deed> {
  if (typeof event === 'string') return event;
  return { told: await tell(owner, event, about) };
}

/** True when the owner was told. */
export async function tell(to: Target, event: RecordedEvent, about: NoticeSubject): Promise<boolean> {
  const undoable = about.event === 'operator_link_made';
  return mailNotice({ to, event, about, from: { device: 'Operator', place: null }, undoable });
}

export type Target = { id: string; email: string; locale: string };

export type Deed = { told: boolean } | 'already' | 'gone';

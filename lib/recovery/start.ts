import 'server-only';
import { randomUUID } from 'node:crypto';
import { cancelRecovery, findRecovery, startRecovery } from '@/db/recovery';
import { findUser, type User } from '@/db/users';
import type { Identifier } from '@/lib/accounts/identifiers';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { AuthFailure } from '@/lib/errors';
import { errorKind, log } from '@/lib/log';
import { mailboxHash } from '@/lib/magic-links/mailbox';
import { policy } from '@/lib/policy';
import { forgiveMail, limitClient, mayMail } from '@/lib/rate-limits';
import { type Acting, mailNotice } from '@/lib/tell-owner';
import type { Visitor } from '@/lib/visitor';
import { recoveryWindow } from './delayed';
import { tellReadyRecoveries } from './ready';

/**
 * Asks for the delayed way back: after `policy.recovery.wait` a mail signs in to the account, whatever its owner has
 * switched off. Whether there is such an account makes no difference to what is answered, or when: all that is done for
 * it comes afterwards.
 *
 * Fails with `too_many_requests` when this client has asked too often.
 */
export async function askForRecovery(
  identifier: Identifier,
  { visitor, later }: AskingForRecovery,
): Promise<void> {
  const [mayAsk] = await ephemeralStore().run(limitClient(visitor.client));
  if (!mayAsk) throw new AuthFailure('too_many_requests');
  const user = await findUser(identifier);
  later(async () => {
    try {
      await begin(user, visitor);
      await tellReadyRecoveries();
    } catch (error) {
      log('error', 'recovery.failed', { error: errorKind(error) });
    }
  });
}

/**
 * Begins it and tells the owner. A recovery that the owner was not told of must not run. Where there is nothing to begin,
 * it goes the same way for an account that nobody has: what the server does after its answer must not tell either.
 */
async function begin(found: User | null, { device, place }: AskingForRecovery['visitor']): Promise<void> {
  const underWay = await findRecovery(found?.id ?? randomUUID(), policy.recovery);
  const user = found?.disabledAt || underWay ? null : found;
  // Counted apart from links, so that nobody can use up what a recovery needs by asking for those.
  const mails = `recovery:${user ? mailboxHash(user.email) : randomUUID()}`;
  const within = await mayMail(mails);
  if (user && !within) log('info', 'recovery.mail_limited', { mailbox: mailboxHash(user.email) });

  const id = user && within ? user.id : randomUUID();
  const actor = { sessionId: null, device, place };
  const started = await startRecovery(id, policy.recovery, actor);
  const { startedAt, event } = started ?? nobodys();
  const about = { event: 'recovery_started', readyAt: recoveryWindow(startedAt).from } as const;
  const told = await mailNotice({ to: started, event, about, from: actor });
  if (!started || told) return;
  await cancelRecovery(id, actor);
  await ephemeralStore().run(forgiveMail(mails));
}

function nobodys() {
  const now = new Date();
  return { startedAt: now, event: { id: 0, at: now } };
}

type AskingForRecovery = {
  visitor: Pick<Visitor, 'client' | 'device' | 'place'>;
  later: Acting['later'];
};

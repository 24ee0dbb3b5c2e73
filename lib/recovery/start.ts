import 'server-only';
import { cancelRecovery, findRecovery, startRecovery } from '@/db/recovery';
import { findUser, type User } from '@/db/users';
import type { Identifier } from '@/lib/accounts/identifiers';
import { ephemeralStore } from '@/lib/ephemeral/configured';
import { AuthFailure } from '@/lib/errors';
import { errorKind, log } from '@/lib/log';
import { mailboxHash } from '@/lib/magic-links/mailbox';
import { policy } from '@/lib/policy';
import { countClient, forgiveMail, mayMail } from '@/lib/rate-limits';
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
  const [asksOfClient] = await ephemeralStore().run(countClient(visitor.client));
  if (asksOfClient > policy.mailsPerClient.count) throw new AuthFailure('too_many_requests');
  const user = await findUser(identifier);
  later(async () => {
    try {
      if (user && !user.disabledAt) await begin(user, visitor);
      await tellReadyRecoveries();
    } catch (error) {
      log('error', 'recovery.failed', { error: errorKind(error) });
    }
  });
}

/** Begins it and tells the owner. A recovery that the owner was not told of must not run. */
async function begin({ id, email }: User, { device, place }: AskingForRecovery['visitor']): Promise<void> {
  if (await findRecovery(id, policy.recovery)) return;
  // Counted apart from links, so that nobody can use up what a recovery needs by asking for those.
  const mails = `recovery:${mailboxHash(email)}`;
  if (!(await mayMail(mails))) return log('info', 'recovery.mail_limited', { mailbox: mailboxHash(email) });

  const actor = { sessionId: null, device, place };
  const started = await startRecovery(id, policy.recovery, actor);
  if (!started) return;
  const { event, startedAt } = started;
  const about = { event: 'recovery_started', readyAt: recoveryWindow(startedAt).from } as const;
  if (await mailNotice({ to: started.email, event, about, from: actor })) return;
  await cancelRecovery(id, actor);
  await forgiveMail(mails);
}

type AskingForRecovery = {
  visitor: Pick<Visitor, 'client' | 'device' | 'place'>;
  later: Acting['later'];
};

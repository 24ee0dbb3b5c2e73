import 'server-only';
import { claimReadyRecovery, listReadyRecoveries, releaseReadyRecovery } from '@/db/recovery';
import { env } from '@/lib/env';
import { policy } from '@/lib/policy';
import { mayMail } from '@/lib/rate-limits';
import { mailNotice } from '@/lib/tell-owner';
import { recoveryWindow } from './delayed';

/**
 * Tells every owner whose delayed way back has opened, once. For any number of instances to call at any time. Answers how
 * many were told.
 *
 * Where a mail cannot be handed over the next call tries again, as often as any mailbox may get mails.
 */
export async function tellReadyRecoveries(): Promise<number> {
  let told = 0;
  for (const userId of await listReadyRecoveries(policy.recovery)) {
    if ((await mayMail(`recovery-ready:${userId}`)) && (await tell(userId))) told += 1;
  }
  return told;
}

async function tell(userId: string): Promise<boolean> {
  const ready = await claimReadyRecovery(userId, policy.recovery);
  if (!ready) return false;
  const { startedAt, event, asker } = ready;
  const { until } = recoveryWindow(startedAt);
  const about = { event: 'recovery_ready', signInUrl: `${env().origin}/sign-in`, until } as const;
  const handedOver = await mailNotice({ to: ready, event, about, from: asker });
  if (!handedOver) await releaseReadyRecovery(userId);
  return handedOver;
}

import 'server-only';
import { type Purgeable, purgeable, purgeBatch } from '@/db/purge';
import { log } from '@/lib/log';
import { policy } from '@/lib/policy';

/**
 * Clears away what has expired, for so many seconds at most, in small batches that take turns: no heap of one kind keeps the
 * others waiting. For any number of instances to call at any time. Answers how many rows of each kind went, and whether
 * any may be left for the next run.
 */
export async function purge(seconds: number = policy.upkeep.runFor): Promise<Purged> {
  const end = performance.now() + seconds * 1000;
  const cleared = { ephemeral: 0, sessions: 0, securityEvents: 0, recoveries: 0 };
  let left: readonly Purgeable[] = purgeable;
  while (left.length > 0 && performance.now() < end) {
    const full: Purgeable[] = [];
    for (const what of left) {
      const rows = await purgeBatch(what, policy.upkeep.batch, ages);
      cleared[what] += rows;
      if (rows === policy.upkeep.batch) full.push(what);
    }
    left = full;
  }
  if (Object.values(cleared).some(Boolean)) log('info', 'upkeep.purged', cleared);
  return { ...cleared, more: left.length > 0 };
}

const ages = {
  idle: policy.session.idle,
  events: policy.upkeep.events,
  recovery: policy.recovery.wait + policy.recovery.open,
};

type Purged = Record<Purgeable, number> & { more: boolean };

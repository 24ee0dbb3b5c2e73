import 'server-only';
import { errorKind, log } from '@/lib/log';
import { policy } from '@/lib/policy';

/**
 * Does what is due from time to time, for as long as this process runs. A server that only runs when it is asked something
 * has the addresses under /api/cron instead. What it does is loaded when it is due.
 */
export function keepUp(): void {
  repeat(async () => (await import('@/lib/recovery/ready')).tellReadyRecoveries(), {
    every: policy.recovery.tellEvery,
    failure: 'recovery.not_told',
  });
  repeat(async () => (await import('./purge')).purge(), {
    every: policy.upkeep.every,
    failure: 'upkeep.failed',
  });
}

/**
 * Does something every so many seconds, half as many or half as many again, so that instances which were started together
 * do not go on together. A failure is logged, and tried again with the next turn.
 */
export function repeat(
  work: () => Promise<unknown>,
  { every, failure }: { every: number; failure: string },
): void {
  const wait = () => setTimeout(tick, every * 1000 * (0.5 + Math.random())).unref();
  const tick = async () => {
    try {
      await work();
    } catch (error) {
      log('error', failure, { error: errorKind(error) });
    }
    wait();
  };
  wait();
}

import 'server-only';
import { errorKind, log } from '@/lib/log';
import { policy } from '@/lib/policy';
import { tellReadyRecoveries } from './ready';

/**
 * Tells owners that their recovery is ready for as long as this process runs, every so many seconds. A server that only
 * runs when it is asked something has `GET /api/cron/recovery` instead.
 */
export function keepTellingReadyRecoveries(seconds: number = policy.recovery.tellEvery): void {
  const wait = () => setTimeout(tick, seconds * 1000).unref();
  const tick = async () => {
    try {
      await tellReadyRecoveries();
    } catch (error) {
      log('error', 'recovery.not_told', { error: errorKind(error) });
    }
    wait();
  };
  wait();
}

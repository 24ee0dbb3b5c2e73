import { policy } from '@/lib/policy';
import { purge } from '@/lib/upkeep/purge';
import { scheduled } from '@/lib/upkeep/scheduled';

/** Clears away what has expired, and answers how many rows of each kind went and whether there may be more. */
export const GET = scheduled(() => purge(policy.upkeep.scheduledFor), 'upkeep.failed');

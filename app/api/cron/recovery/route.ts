import { tellReadyRecoveries } from '@/lib/recovery/ready';
import { scheduled } from '@/lib/upkeep/scheduled';

/** Tells every owner whose delayed way back has opened since the last call, and answers how many those were. */
export const GET = scheduled(async () => ({ told: await tellReadyRecoveries() }), 'recovery.not_told');

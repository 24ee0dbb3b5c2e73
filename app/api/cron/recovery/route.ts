import { env } from '@/lib/env';
import { asAuthFailure } from '@/lib/errors';
import { keyedHash } from '@/lib/keyed-hash';
import { errorKind, log } from '@/lib/log';
import { sameHash } from '@/lib/magic-links/secrets';
import { tellReadyRecoveries } from '@/lib/recovery/ready';

/**
 * For a scheduler: tells every owner whose delayed way back has opened since the last call, and answers how many those
 * were. 401 for whoever does not know CRON_SECRET, 404 where none is set, 503 while a service does not answer.
 */
export async function GET(request: Request): Promise<Response> {
  const { cronSecret } = env();
  if (!cronSecret) return answer(404, { error: 'not_found' });
  const shown = request.headers.get('authorization') ?? '';
  const expected = `Bearer ${cronSecret}`;
  // Hashes are of one length, whatever is shown.
  if (!sameHash(keyedHash('cron', shown), keyedHash('cron', expected)))
    return answer(401, { error: 'unauthorized' });
  try {
    return answer(200, { told: await tellReadyRecoveries() });
  } catch (error) {
    const failure = asAuthFailure(error);
    if (!failure) throw error;
    log('error', 'recovery.not_told', { error: errorKind(error) });
    return answer(failure.status, { error: failure.code });
  }
}

function answer(status: number, body: Record<string, string | number>): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store' } });
}

import 'server-only';
import { env } from '@/lib/env';
import { asAuthFailure } from '@/lib/errors';
import { keyedHash } from '@/lib/keyed-hash';
import { errorKind, log } from '@/lib/log';
import { sameHash } from '@/lib/magic-links/secrets';

/**
 * Lets a scheduler do something by a GET, and answers what came of it as JSON. 401 for whoever does not know CRON_SECRET,
 * 404 where none is set, 503 while a service does not answer: that is logged under `failure`.
 */
export function scheduled(work: () => Promise<Record<string, unknown>>, failure: string) {
  return async (request: Request): Promise<Response> => {
    const { cronSecret } = env();
    if (!cronSecret) return answer(404, { error: 'not_found' });
    const shown = request.headers.get('authorization') ?? '';
    if (!isSame(shown, `Bearer ${cronSecret}`)) {
      log('warn', 'scheduler.refused');
      return answer(401, { error: 'unauthorized' });
    }
    try {
      return answer(200, await work());
    } catch (error) {
      const refusal = asAuthFailure(error);
      if (!refusal) throw error;
      log('error', failure, { error: errorKind(error) });
      return answer(refusal.status, { error: refusal.code }, refusal.headers);
    }
  };
}

/** Hashes are of one length, whatever is shown. */
function isSame(shown: string, expected: string): boolean {
  return sameHash(keyedHash('cron', shown), keyedHash('cron', expected));
}

function answer(
  status: number,
  body: Record<string, unknown>,
  headers: Record<string, string> = {},
): Response {
  return Response.json(body, { status, headers: { 'Cache-Control': 'no-store', ...headers } });
}

import 'server-only';
import { env } from './env';
import { log } from './log';
import { refuseRequest } from './request-guard';
import { lockedPolicy } from './security-headers.mjs';

/**
 * A route handler for what scripts of our own pages ask, and the wall in front of it. Every page to sign in and, every two
 * seconds, every tab that waits asks these addresses: they are the only ones that middleware.ts leaves out, for it costs a
 * quarter of such a request.
 */
export function forOwnPages(answer: (request: Request) => Promise<Response>) {
  return async (request: Request): Promise<Response> => {
    const refused = await refuseRequest(request, { origin: env().origin });
    if (!refused) return answer(request);
    const { status, message } = refused;
    log('info', 'request.refused', { status });
    return new Response(message, { status, headers: lockedPolicy });
  };
}

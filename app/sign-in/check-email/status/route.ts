import { currentSession } from '@/lib/current-session';
import { asAuthFailure } from '@/lib/errors';
import { forOwnPages } from '@/lib/for-own-pages';
import { log } from '@/lib/log';
import { refusalFields } from '@/lib/log-outcome';
import { waitingRequest } from '@/lib/magic-links/request';
import { visitor } from '@/lib/visitor';

/**
 * For the waiting tab: whether this browser has been signed in meanwhile and, when asked with `?mail`, whether the mail
 * could not be sent. A browser without a session cookie costs no query. 503 while a service does not answer.
 */
export const GET = forOwnPages(async (request) => {
  try {
    const asksForMail = new URL(request.url).searchParams.has('mail');
    const [{ session }, waiting] = await Promise.all([
      currentSession(),
      asksForMail ? visitor().then(waitingRequest) : null,
    ]);
    const status: WaitingStatus = { signedIn: session !== null, mailFailed: waiting?.mailFailed ?? false };
    return Response.json(status, { headers: { 'Cache-Control': 'no-store' } });
  } catch (error) {
    const failure = asAuthFailure(error);
    if (!failure) throw error;
    log('error', 'status.unavailable', refusalFields(failure));
    const headers = { 'Cache-Control': 'no-store', ...failure.headers };
    return Response.json({ error: 'unavailable' }, { status: 503, headers });
  }
});

export type WaitingStatus = { signedIn: boolean; mailFailed: boolean };

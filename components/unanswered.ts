import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import type { ActionResult } from '@/lib/form-state';
import type { Sentences } from './messages';

/**
 * What an action comes to whose answer never arrived: the connection was lost, or a proxy answered in the server's place.
 * To be given to `catch`; without it, React would put the error page in the place of everything typed. Whether the action
 * was done is not known, so nothing is sent again by itself. Redirects and the server's own errors go through.
 */
export function unanswered(error: unknown, t: Sentences): ActionResult<never> & { ok: false } {
  unstable_rethrow(error);
  if (error instanceof Error && 'digest' in error) throw error;
  const message = unstable_isUnrecognizedActionError(error)
    ? t('common.siteUpdated')
    : t(navigator.onLine ? 'common.noAnswer' : 'common.offline');
  return { ok: false, refusal: { code: 'unavailable', message, fields: {} } };
}

/** As `unanswered`, where no page is being drawn that could be replaced by the error page: says the server's own errors too. */
export function unforeseen(error: unknown, t: Sentences): ActionResult<never> & { ok: false } {
  try {
    return unanswered(error, t);
  } catch {
    return { ok: false, refusal: { code: 'unavailable', message: t('common.ourFault'), fields: {} } };
  }
}

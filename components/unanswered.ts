import { unstable_isUnrecognizedActionError, unstable_rethrow } from 'next/navigation';
import type { ActionResult } from '@/lib/form-state';
import type { Sentences } from './messages';

/**
 * What an action comes to that was not answered: the connection was lost, a proxy answered in the server's place, or the server
 * could not let the request in. To be given to `catch`; without it, React would put the error page in the place of everything
 * typed. Whether the action was done is not always known, so nothing is sent again by itself. Redirects and the server's own
 * errors go through.
 */
export function unanswered(error: unknown, t: Sentences): Refused {
  unstable_rethrow(error);
  if (error instanceof Error && 'digest' in error) throw error;
  const message = unstable_isUnrecognizedActionError(error)
    ? t('common.siteUpdated')
    : t(navigator.onLine ? 'common.noAnswer' : 'common.offline');
  return saidAtTheDoor(error) ?? { ok: false, refusal: { code: 'unavailable', message, fields: {} } };
}

/** As `unanswered`, where no page is being drawn that could be replaced by the error page: says the server's own errors too. */
export function unforeseen(error: unknown, t: Sentences): Refused {
  try {
    return unanswered(error, t);
  } catch {
    return { ok: false, refusal: { code: 'unavailable', message: t('common.ourFault'), fields: {} } };
  }
}

/** The server's words (lib/admission.ts): the framework makes such an answer the message of an error. A proxy's are no JSON. */
function saidAtTheDoor(error: unknown): Refused | null {
  try {
    const said = JSON.parse((error as Error).message);
    return said.refusal.code === 'busy' ? said : null;
  } catch {
    return null;
  }
}

type Refused = ActionResult<never> & { ok: false };

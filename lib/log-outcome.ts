import 'server-only';
import { AuthFailure } from './errors';
import { errorKind, log } from './log';

/**
 * One line for one thing that a person did: `done`; `refused`; or `failed`, which is for somebody to look into, a service
 * that does not answer or a bug of ours. `result` is `'done'`, or what was thrown.
 */
export function logOutcome(event: string, result: unknown, fields: { ms: number; client: string }): void {
  if (result === 'done') {
    log('info', event, { outcome: 'done', ...fields });
  } else if (!(result instanceof AuthFailure)) {
    log('error', event, { outcome: 'failed', error: errorKind(result), ...fields });
  } else {
    const failed = result.status >= 500 && result.code !== 'busy';
    const outcome = failed ? 'failed' : 'refused';
    log(failed ? 'error' : 'info', event, { outcome, ...refusalFields(result), ...fields });
  }
}

/** What a line says of a refusal. */
export function refusalFields({ code, reason, cause }: AuthFailure) {
  return { code, reason, error: cause === undefined ? undefined : errorKind(cause) };
}

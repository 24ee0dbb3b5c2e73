import 'server-only';
import type { Session } from '@/db/sessions';
import { AuthFailure } from './errors';
import { policy } from './policy';

/** Fails with `step_up_required` unless the session's authentication is recent enough for what matters. */
export function requireRecentAuthentication(session: Session): void {
  const age = Date.now() - session.authenticatedAt.getTime();
  if (age > policy.stepUp * 1000) throw new AuthFailure('step_up_required');
}

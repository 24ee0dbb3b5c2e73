import { expect, test } from 'vitest';
import type { Session } from '@/db/sessions';
import { refusalOf } from '@/test/link-journey';
import { policy } from './policy';
import { requireRecentAuthentication } from './step-up';

test('an authentication of the last ten minutes is recent enough', async () => {
  for (const seconds of [0, 1, 300, policy.stepUp - 5]) expect(await refusalAfter(seconds)).toBeNull();
});

test('an older one asks for a new one, however the session began', async () => {
  for (const seconds of [policy.stepUp + 1, 3_600, policy.session.lifetime]) {
    expect(await refusalAfter(seconds)).toBe('step_up_required');
    expect(await refusalAfter(seconds, 'passkey')).toBe('step_up_required');
  }
});

async function refusalAfter(seconds: number, method: Session['method'] = 'email') {
  const session: Session = {
    id: 'session',
    method,
    credentialId: null,
    passkeyName: null,
    device: 'Chrome on macOS',
    authenticatedAt: new Date(Date.now() - seconds * 1_000),
  };
  return refusalOf((async () => requireRecentAuthentication(session))());
}

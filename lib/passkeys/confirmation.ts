import 'server-only';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { type Renewal, renewSessionByPasskey } from '@/db/session-opening';
import type { Account, Session } from '@/db/sessions';
import { AuthFailure } from '@/lib/errors';
import type { Visitor } from '@/lib/visitor';
import { type Beginner, issueChallenge } from './challenges';
import { ceremonyTimeout, relyingParty } from './relying-party';
import type { CeremonyAnswer } from './responses';

/**
 * Begins a step-up by passkey: only the account's own passkeys may answer.
 *
 * Fails with `too_many_challenges`.
 */
export async function beginConfirmation(
  user: Account,
  { browser, client }: Beginner,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const allowed = user.credentialIds;
  const challenge = await issueChallenge(
    { ceremony: 'confirmation', browser, userId: user.id },
    client,
    allowed,
  );
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: Buffer.from(challenge, 'base64url'),
    timeout: ceremonyTimeout,
    userVerification: 'required',
    allowCredentials: allowed.map((id) => ({ id })),
  });
}

/**
 * Finishes a step-up by passkey: verifies the answer, gives the session a new token.
 *
 * Fails as `verifyAssertion`, also for the passkey of somebody else, and with `not_signed_in` when the session has ended.
 */
export async function finishConfirmation(
  user: Account,
  answer: CeremonyAnswer,
  { browser }: Pick<Visitor, 'browser'>,
  renewal: Renewal,
): Promise<Session> {
  if (!browser) throw new AuthFailure('challenge_gone');
  const { verifyAssertion } = await import('./assertion');
  const used = await verifyAssertion(answer, { ceremony: 'confirmation', browser, userId: user.id }, renewal);
  const session = await renewSessionByPasskey(used, renewal);
  if (!session) throw new AuthFailure('not_signed_in');
  return session;
}

import 'server-only';
import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import { type Opened, type Opening, openSessionByPasskey } from '@/db/session-opening';
import { AuthFailure } from '@/lib/errors';
import type { Visitor } from '@/lib/visitor';
import { type Beginner, issueChallenge } from './challenges';
import { ceremonyTimeout, relyingParty } from './relying-party';
import type { CeremonyAnswer } from './responses';

/**
 * Begins a sign-in by passkey: options for `navigator.credentials.get`. They name no credential, so they say nothing
 * about anyone: whoever holds a passkey for this site may answer (WebAuthn L3, 7.2 step 1 and 14.6.3).
 *
 * Fails with `too_many_challenges`.
 */
export async function beginAuthentication({
  browser,
  client,
}: Beginner): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const challenge = await issueChallenge({ ceremony: 'authentication', browser, userId: null }, client);
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  return generateAuthenticationOptions({
    rpID: relyingParty().id,
    challenge: Buffer.from(challenge, 'base64url'),
    timeout: ceremonyTimeout,
    userVerification: 'required',
    allowCredentials: [],
  });
}

/**
 * Finishes a sign-in by passkey: verifies the answer, opens the session. One challenge, one assertion, at most one
 * session.
 *
 * Fails as `verifyAssertion`.
 */
export async function finishAuthentication(
  answer: CeremonyAnswer,
  { browser }: Pick<Visitor, 'browser'>,
  opening: Opening,
): Promise<Opened> {
  if (!browser) throw new AuthFailure('challenge_gone');
  const { refusal, verifyAssertion } = await import('./assertion');
  const used = await verifyAssertion(answer, { ceremony: 'authentication', browser, userId: null }, opening);
  const opened = await openSessionByPasskey(used, opening);
  if (!opened) throw refusal('account_gone');
  return opened;
}

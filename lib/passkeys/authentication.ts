import 'server-only';
import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server';
import { type Opened, type Opening, openSessionByPasskey } from '@/db/session-opening';
import { AuthFailure } from '@/lib/errors';
import type { Visitor } from '@/lib/visitor';
import { refusal, verifyAssertion } from './assertion';
import { issueChallenge } from './challenges';
import { ceremonyTimeout, relyingParty } from './relying-party';
import type { AuthenticationAnswer } from './responses';

/**
 * Begins a sign-in by passkey: options for `navigator.credentials.get`. They name no credential, so they say nothing
 * about anyone: whoever holds a passkey for this site may answer (WebAuthn L3, 7.2 step 1 and 14.6.3).
 */
export async function beginAuthentication({
  browser,
}: {
  browser: string;
}): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const challenge = await issueChallenge({ ceremony: 'authentication', browser, userId: null });
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
  answer: AuthenticationAnswer,
  { browser }: Pick<Visitor, 'browser'>,
  opening: Opening,
): Promise<Opened> {
  if (!browser) throw new AuthFailure('challenge_gone');
  const used = await verifyAssertion(answer, { ceremony: 'authentication', browser, userId: null }, opening);
  const opened = await openSessionByPasskey(used, opening);
  if (!opened) throw refusal('account_gone');
  return opened;
}

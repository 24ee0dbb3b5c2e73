import 'server-only';
import {
  generateAuthenticationOptions,
  type PublicKeyCredentialRequestOptionsJSON,
  type VerifiedAuthenticationResponse,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { type CredentialRecord, findCredential, recordSignCountRegression } from '@/db/credentials';
import { type Opening, openSessionByPasskey, type SessionUser } from '@/db/sessions';
import { AuthFailure } from '@/lib/errors';
import { log } from '@/lib/log';
import type { Visitor } from '@/lib/visitor';
import { issueChallenge, takeChallenge } from './challenges';
import { ranInForeignFrame } from './client-data';
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
 * Finishes a sign-in by passkey: takes the challenge, verifies the assertion (WebAuthn L3, 7.2 steps 5 to 24), opens the
 * session. One challenge, one assertion, at most one session.
 *
 * Fails with `challenge_gone`, or `passkey_refused` for everything else, so that nobody learns which passkeys exist.
 */
export async function finishAuthentication(
  { challenge, response }: AuthenticationAnswer,
  { browser }: Pick<Visitor, 'browser'>,
  opening: Opening,
): Promise<{ user: SessionUser }> {
  if (!browser) throw new AuthFailure('challenge_gone');
  await takeChallenge({ ceremony: 'authentication', browser, userId: null }, challenge);

  const credential = await findCredential(response.id);
  if (!credential) throw refusal('unknown_credential');
  const { newCounter, credentialBackedUp } = await verify(challenge, response, credential);
  await checkSignCount(credential, newCounter, opening.device);

  const used = {
    id: credential.id,
    userId: credential.userId,
    signCount: newCounter,
    backupState: credentialBackedUp,
  };
  const user = await openSessionByPasskey(used, opening);
  if (!user) throw refusal('account_gone');
  return { user };
}

/** The library's checks, and those that it leaves to its callers. */
async function verify(
  challenge: string,
  response: AuthenticationAnswer['response'],
  credential: CredentialRecord,
) {
  const { id, origin } = relyingParty();
  let result: VerifiedAuthenticationResponse;
  try {
    if (ranInForeignFrame(response.response.clientDataJSON)) throw refusal('foreign_frame');
    if (response.rawId !== response.id) throw refusal('other_credential_id');
    // Nobody was identified beforehand, so the answer itself must name the owner (7.2 step 6).
    const userHandle = Buffer.from(credential.userHandle).toString('base64url');
    if (response.response.userHandle !== userHandle) throw refusal('user_handle');
    result = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      // The stored count is left out: checkSignCount decides what a count that did not rise means.
      credential: { id: credential.id, publicKey: credential.publicKey, counter: 0 },
    });
  } catch (error) {
    throw error instanceof AuthFailure ? error : refusal('library_refused', error);
  }
  if (!result.verified) throw refusal('signature');
  const info = result.authenticationInfo;
  if ((info.credentialDeviceType === 'multiDevice') !== credential.backupEligible)
    throw refusal('backup_eligibility');
  return info;
}

/**
 * A sign count that did not rise may mean a copied key (7.2 step 22). A passkey that is synced is copied by design, and
 * some managers count carelessly, so for those it is only recorded; a passkey bound to one device is refused.
 */
async function checkSignCount(
  credential: CredentialRecord,
  signCount: number,
  device: string,
): Promise<void> {
  if (signCount > credential.signCount || (signCount === 0 && credential.signCount === 0)) return;
  await recordSignCountRegression(credential.userId, credential.name, device);
  log('warn', 'passkey.sign_count_regressed', { backupEligible: String(credential.backupEligible) });
  if (!credential.backupEligible) throw refusal('sign_count');
}

function refusal(reason: string, cause?: unknown): AuthFailure {
  return new AuthFailure('passkey_refused', { reason, cause });
}

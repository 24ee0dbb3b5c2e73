import 'server-only';
import {
  type AuthenticationResponseJSON,
  type VerifiedAuthenticationResponse,
  verifyAuthenticationResponse,
} from '@simplewebauthn/server';
import { parseAuthenticatorData } from '@simplewebauthn/server/helpers';
import { type CredentialRecord, findCredential, recordSignCountRegression } from '@/db/credentials';
import type { UsedCredential } from '@/db/session-opening';
import { AuthFailure } from '@/lib/errors';
import { log } from '@/lib/log';
import type { Visitor } from '@/lib/visitor';
import { areExtensions } from './authenticator-data';
import { type ChallengeScope, takeChallenge } from './challenges';
import { ranInForeignFrame } from './client-data';
import { nobodysCredential } from './nobodys-credential';
import { relyingParty } from './relying-party';
import { authenticationResponse, type CeremonyAnswer } from './responses';
import { isExactSignature } from './signature';

/**
 * Verifies the answer of an authentication ceremony: takes the challenge, finds the credential record, verifies the
 * assertion (WebAuthn L3, 7.2 steps 3 to 24). What it answers is for the caller to record.
 *
 * Fails with `challenge_gone`, or `passkey_refused` for everything else, so that nobody learns which passkeys exist.
 */
export async function verifyAssertion(
  { challenge, response: given }: CeremonyAnswer,
  scope: ChallengeScope,
  { device }: Pick<Visitor, 'device'>,
): Promise<UsedCredential> {
  const parsed = authenticationResponse.safeParse(given);
  // Side by side, and the challenge is spent whatever else is wrong.
  const [{ allowed }, found] = await Promise.all([
    takeChallenge(scope, challenge),
    parsed.success ? findCredential(parsed.data.id) : null,
  ]);
  if (!parsed.success) throw refusal('malformed');
  const response = parsed.data;
  if (allowed && !allowed.includes(response.id)) throw refusal('not_allowed');
  // Where there is none, as much is done, and refused at the end of it: the time must not tell (WebAuthn L3, 14.6.2).
  const credential = found ?? nobodysCredential(response.id, response.response.userHandle);
  // Where somebody was identified beforehand, only their own passkeys will do (7.2 step 6).
  if (found && scope.userId !== null && scope.userId !== found.userId) throw refusal('other_owner');
  const identified = scope.userId !== null;
  const { newCounter, credentialBackedUp } = await verify(challenge, response, credential, {
    identified,
  }).catch((error) => {
    throw found ? error : refusal('unknown_credential', error);
  });
  if (!found) throw refusal('unknown_credential');
  await checkSignCount(credential, newCounter, device);
  return {
    id: credential.id,
    userId: credential.userId,
    signCount: newCounter,
    backupState: credentialBackedUp,
  };
}

/** The library's checks, and those that it leaves to its callers. */
async function verify(
  challenge: string,
  response: AuthenticationResponseJSON,
  credential: CredentialRecord,
  { identified }: { identified: boolean },
) {
  const { id, origin } = relyingParty();
  let result: VerifiedAuthenticationResponse;
  try {
    if (ranInForeignFrame(response.response.clientDataJSON)) throw refusal('foreign_frame');
    if (response.rawId !== response.id) throw refusal('other_credential_id');
    const signature = Buffer.from(response.response.signature, 'base64url');
    if (!isExactSignature(signature, credential.publicKey)) throw refusal('signature_encoding');
    const data = new Uint8Array(Buffer.from(response.response.authenticatorData, 'base64url'));
    const { flags, extensionsDataBuffer } = parseAuthenticatorData(data);
    if (flags.at || !areExtensions(extensionsDataBuffer)) throw refusal('authenticator_data');
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
  // Unless somebody was identified beforehand, the answer itself must name the owner; it never may name another (7.2 step
  // 6). Only now: it must not tell whose the credential is to whoever cannot sign.
  const userHandle = Buffer.from(credential.userHandle).toString('base64url');
  const named = response.response.userHandle ?? (identified ? userHandle : null);
  if (named !== userHandle) throw refusal('user_handle');
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

/** `passkey_refused`, with the check that failed for the log. */
export function refusal(reason: string, cause?: unknown): AuthFailure {
  return new AuthFailure('passkey_refused', { reason, cause });
}

import 'server-only';
import {
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type VerifiedRegistrationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { addCredential } from '@/db/credential-changes';
import { listCredentials } from '@/db/credentials';
import { findUserHandle } from '@/db/users';
import type { SignedIn } from '@/lib/current-session';
import { deviceName } from '@/lib/device';
import { AuthFailure } from '@/lib/errors';
import { withoutIsolates } from '@/lib/messages/isolated';
import { translator } from '@/lib/messages/translate';
import { policy } from '@/lib/policy';
import { requireConfirmation } from '@/lib/step-up';
import { type Acting, tellOwner } from '@/lib/tell-owner';
import type { Visitor } from '@/lib/visitor';
import { objectionTo } from './attestation';
import { authenticatorOf } from './authenticators';
import { type Beginner, issueChallenge, takeChallenge } from './challenges';
import { ranInForeignFrame } from './client-data';
import { isSoundPublicKey } from './public-key';
import { algorithms, ceremonyTimeout, relyingParty } from './relying-party';
import { type AuthenticatorKind, type CeremonyAnswer, registrationResponse } from './responses';

/**
 * Begins a registration ceremony for the person who is signed in: options for `navigator.credentials.create`
 * (WebAuthn L3, 7.1 step 1). Asked for a kind of authenticator, it says so as a hint (5.8.8), and for older browsers as
 * the attachment that goes with it.
 *
 * Fails with `step_up_required`, `passkey_limit`, `not_signed_in` (account gone or disabled), `too_many_challenges`.
 */
export async function beginRegistration(
  current: SignedIn,
  { browser, client }: Beginner,
  kind: AuthenticatorKind | null = null,
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  requireConfirmation(current);
  const { user } = current;
  const [userHandle, owned] = await Promise.all([findUserHandle(user.id), listCredentials(user.id)]);
  if (!userHandle) throw new AuthFailure('not_signed_in');
  if (owned.length >= policy.passkeysPerAccount) throw new AuthFailure('passkey_limit');

  const challenge = await issueChallenge({ ceremony: 'registration', browser, userId: user.id }, client);
  const { id, name } = relyingParty();
  return generateRegistrationOptions({
    rpID: id,
    rpName: name,
    userID: userHandle,
    userName: user.email,
    userDisplayName: user.name,
    challenge: Buffer.from(challenge, 'base64url'),
    timeout: ceremonyTimeout,
    attestationType: 'none',
    excludeCredentials: owned.map((passkey) => ({
      id: passkey.id,
      transports: passkey.transports as AuthenticatorTransport[],
    })),
    // The library writes into this, and into its default when none is passed: it would then leak into later calls.
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
    supportedAlgorithmIDs: [...algorithms],
    preferredAuthenticatorType: kind ? LIBRARY_NAMES[kind] : undefined,
  });
}

/**
 * Finishes a registration ceremony: takes the challenge, verifies the answer (WebAuthn L3, 7.1 steps 3 to 26), stores
 * the credential record (step 27), and tells its owner by mail. The passkey is called after whatever made it, if that is
 * known, else after the browser, in the language it has just now.
 *
 * Fails with `step_up_required`, `challenge_gone`, `passkey_not_created` (any failed check), `passkey_already_registered`,
 * `passkey_limit`, `not_signed_in`.
 */
export async function finishRegistration(
  current: SignedIn,
  { challenge, response }: CeremonyAnswer,
  { visitor, later }: Acting & { visitor: Pick<Visitor, 'browser' | 'locale'> },
): Promise<{ credentialId: string }> {
  const { session, user } = current;
  const { browser, device, place, locale } = visitor;
  if (!browser) throw new AuthFailure('challenge_gone');
  await takeChallenge({ ceremony: 'registration', browser, userId: user.id }, challenge);
  requireConfirmation(current);

  const { credential, ...info } = await verify(challenge, response);
  const backupEligible = info.credentialDeviceType === 'multiDevice';
  const added = await addCredential(
    {
      id: credential.id,
      userId: user.id,
      publicKey: credential.publicKey,
      signCount: credential.counter,
      transports: credential.transports ?? [],
      backupEligible,
      backupState: info.credentialBackedUp,
      aaguid: info.aaguid,
      name: authenticatorOf(info.aaguid)?.name ?? withoutIsolates(deviceName(device, translator(locale))),
    },
    { most: policy.passkeysPerAccount, actor: { sessionId: session.id, device, place } },
  );
  if (added === 'not_signed_in') throw new AuthFailure('not_signed_in');
  if (added === 'limit') throw new AuthFailure('passkey_limit');
  if (added === 'owned') throw new AuthFailure('passkey_already_registered');
  // That it is somebody else's is not for this account to know.
  if (added === 'taken') throw refusal('taken');
  const { event, name } = added;
  later(() =>
    tellOwner({ to: user, event, about: { event: 'passkey_added', passkey: name }, from: visitor }),
  );
  return { credentialId: credential.id };
}

/** The library's checks, and those that it leaves to its callers. */
async function verify(challenge: string, given: unknown) {
  const parsed = registrationResponse.safeParse(given);
  if (!parsed.success) throw refusal('malformed');
  const response = parsed.data;
  const { id, origin } = relyingParty();
  let verified: VerifiedRegistrationResponse;
  try {
    if (ranInForeignFrame(response.response.clientDataJSON)) throw refusal('foreign_frame');
    const objection = objectionTo(response.response.attestationObject);
    if (objection) throw refusal(objection);
    verified = await verifyRegistrationResponse({
      response,
      expectedChallenge: challenge,
      expectedOrigin: origin,
      expectedRPID: id,
      requireUserVerification: true,
      supportedAlgorithmIDs: [...algorithms],
    });
  } catch (error) {
    throw error instanceof AuthFailure ? error : refusal('library_refused', error);
  }
  if (!verified.verified) throw refusal('attestation_statement');
  const info = verified.registrationInfo;
  if (info.credential.id !== response.id) throw refusal('other_credential_id');
  if (!isSoundPublicKey(info.credential.publicKey)) throw refusal('unsound_public_key');
  return info;
}

function refusal(reason: string, cause?: unknown): AuthFailure {
  return new AuthFailure('passkey_not_created', { reason, cause });
}

const LIBRARY_NAMES = {
  'client-device': 'localDevice',
  hybrid: 'remoteDevice',
  'security-key': 'securityKey',
} as const;

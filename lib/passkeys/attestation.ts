import 'server-only';
import {
  cose,
  decodeAttestationObject,
  decodeCredentialPublicKey,
  isoCBOR,
  parseAuthenticatorData,
} from '@simplewebauthn/server/helpers';
import { isExactSignature } from './signature';

/**
 * What there is to object to in an attestation before the library reads it, in a word for the log; null if nothing. Throws
 * what the library throws at what is no attestation at all.
 */
export function objectionTo(attestationObject: string): string | null {
  const bytes = new Uint8Array(Buffer.from(attestationObject, 'base64url'));
  const attestation = decodeAttestationObject(bytes);
  const [format, statement, authData] = [
    attestation.get('fmt'),
    attestation.get('attStmt'),
    attestation.get('authData'),
  ];
  if (!namesNobody(format, statement)) return 'attestation_format';

  const { credentialPublicKey = NOTHING, extensionsDataBuffer = NOTHING } = parseAuthenticatorData(authData);
  const items = Buffer.concat([credentialPublicKey, extensionsDataBuffer]);
  const exact =
    items.equals(authData.subarray(authData.length - items.length)) &&
    Buffer.from(isoCBOR.encode(attestation as never)).equals(bytes);
  // The library takes bytes that follow, and strings that end before their length: no authenticator writes these (WebAuthn
  // L3, 2.4: canonical CBOR).
  if (!exact) return 'attestation_encoding';

  if (format === 'none') return null;
  const key = decodeCredentialPublicKey(credentialPublicKey);
  if (statement.get('alg') !== key.get(cose.COSEKEYS.alg)) return 'attestation_algorithm';
  const signature = statement.get('sig') ?? NOTHING;
  return isExactSignature(signature, credentialPublicKey) ? null : 'attestation_statement';
}

/**
 * Whether an attestation names nobody but the credential itself: there is none, or it is by the credential's own key
 * (WebAuthn L3, 8.7 and 8.2). Browsers hand on no other when none was asked for (5.1.3). Others bring certificates, and the
 * library would fetch the revocation lists that these name, from wherever they say.
 */
function namesNobody(format: string, statement: unknown): boolean {
  const members = statement instanceof Map ? [...statement.keys()].toSorted().join() : null;
  return (format === 'none' && members === '') || (format === 'packed' && members === 'alg,sig');
}

const NOTHING = new Uint8Array();

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
  if (!isForm(format, statement)) return 'attestation_format';

  const { credentialPublicKey = NOTHING, extensionsDataBuffer = NOTHING } = parseAuthenticatorData(authData);
  const items = Buffer.concat([credentialPublicKey, extensionsDataBuffer]);
  const exact =
    items.equals(authData.subarray(authData.length - items.length)) &&
    Buffer.from(isoCBOR.encode(attestation as never)).equals(bytes);
  // The library takes bytes that follow, and strings that end before their length: no authenticator writes these (WebAuthn
  // L3, 2.4: canonical CBOR).
  if (!exact) return 'attestation_encoding';

  // By a certificate, which the library looks at and then checks the signature with.
  if (format === 'none' || statement.get('x5c')) return null;
  const key = decodeCredentialPublicKey(credentialPublicKey);
  if (statement.get('alg') !== key.get(cose.COSEKEYS.alg)) return 'attestation_algorithm';
  const signature = statement.get('sig') ?? NOTHING;
  return isExactSignature(signature, credentialPublicKey) ? null : 'attestation_statement';
}

/**
 * Whether an attestation is of a form that the library verifies without asking anybody: none, or packed (WebAuthn L3, 8.7
 * and 8.2), by the credential's own key or by a certificate. None was asked for, so all are worth the same: nobody's word
 * is taken for a certificate, no root being configured. With other formats the library has roots of its own, and would
 * fetch the revocation lists that a stranger's certificate names, from wherever it says.
 */
function isForm(format: string, statement: unknown): boolean {
  const members = statement instanceof Map ? [...statement.keys()].toSorted().join() : null;
  return format === 'none' ? members === '' : format === 'packed' && PACKED.has(members);
}

const PACKED = new Set<string | null>(['alg,sig', 'alg,sig,x5c']);

const NOTHING = new Uint8Array();

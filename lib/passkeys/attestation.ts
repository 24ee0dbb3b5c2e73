import 'server-only';
import {
  cose,
  decodeAttestationObject,
  decodeCredentialPublicKey,
  isoCBOR,
  parseAuthenticatorData,
} from '@simplewebauthn/server/helpers';
import { areExtensions } from './authenticator-data';
import { isSoundPublicKey } from './public-key';
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

  const { credentialPublicKey = NOTHING, extensionsDataBuffer } = parseAuthenticatorData(authData);
  if (!areExtensions(extensionsDataBuffer)) return 'authenticator_data';
  const items = Buffer.concat([credentialPublicKey, extensionsDataBuffer ?? NOTHING]);
  const exact =
    (attestation as unknown as Map<string, unknown>).size === 3 &&
    items.equals(authData.subarray(authData.length - items.length)) &&
    Buffer.from(isoCBOR.encode(attestation as never)).equals(bytes);
  // The library takes bytes that follow, and strings that end before their length: no authenticator writes these, nor a
  // length or a number in more bytes than it takes (CTAP 2.1, 8). In which order it writes its members is all the same.
  if (!exact) return 'attestation_encoding';

  // By a certificate, which the library looks at and then checks the signature with.
  if (format === 'none' || statement.get('x5c')) return null;
  // Before anything is verified with it: a key of any length would cost as it likes.
  if (!isSoundPublicKey(credentialPublicKey)) return 'unsound_public_key';
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

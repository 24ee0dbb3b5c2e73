import 'server-only';
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';

/**
 * Whether an attestation names nobody but the credential itself: browsers hand on no other when none was asked for
 * (WebAuthn L3, 5.1.3). Others bring certificates, and the library would fetch the revocation lists that these name, from
 * wherever they say.
 */
export function isWithoutCertificates(attestationObject: string): boolean {
  const attestation = decodeAttestationObject(new Uint8Array(Buffer.from(attestationObject, 'base64url')));
  const format = attestation.get('fmt');
  return format === 'none' || (format === 'packed' && attestation.get('attStmt').get('x5c') === undefined);
}

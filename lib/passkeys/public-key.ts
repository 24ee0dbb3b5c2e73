import 'server-only';
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';
import { isSoundPoint } from './ed25519';

/**
 * Whether a COSE public key can ever verify a signature. Without attestation nobody has proven it yet: a point off its
 * curve, a key of all zeros or a tiny RSA modulus would be a passkey that is dead, or anybody's, from the start.
 */
export function isSoundPublicKey(coseKey: Uint8Array<ArrayBuffer>): boolean {
  try {
    const jwk = toJwk(coseKey);
    if (!jwk) return false;
    // OpenSSL refuses points of P-256 that are not on the curve.
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    if (jwk.kty !== 'RSA') return true;
    const { modulusLength = 0, publicExponent = 0n } = key.asymmetricKeyDetails ?? {};
    const odd = (Buffer.from(jwk.n ?? '', 'base64url').at(-1) ?? 0) % 2 === 1;
    return odd && modulusLength >= 2048 && modulusLength <= LONGEST_MODULUS && publicExponent >= 3n;
  } catch {
    return false;
  }
}

/** COSE_Key (RFC 9053, section 7) to JWK, for the three algorithms that are offered. */
function toJwk(coseKey: Uint8Array<ArrayBuffer>): JsonWebKey | null {
  const key = decodeCredentialPublicKey(coseKey) as unknown as Map<number, unknown>;
  const kty = key.get(1);
  const algorithm = key.get(3);
  const bytes = (label: number) => {
    const value = key.get(label);
    if (!(value instanceof Uint8Array)) throw new TypeError('COSE writes these as bytes');
    return value;
  };
  const text = (label: number) => Buffer.from(bytes(label)).toString('base64url');
  // The type, the algorithm, and what makes the key: nothing else may be there (WebAuthn L3, 6.5.1.1).
  const holds = (...labels: number[]) =>
    key.size === labels.length + 2 && labels.every((label) => key.has(label));
  if (kty === 2 && algorithm === -7 && key.get(-1) === 1 && holds(-1, -2, -3)) {
    if (bytes(-2).length !== 32 || bytes(-3).length !== 32) return null;
    return { kty: 'EC', crv: 'P-256', x: text(-2), y: text(-3) };
  }
  if (kty === 1 && algorithm === -8 && key.get(-1) === 6 && holds(-1, -2)) {
    return isSoundPoint(bytes(-2)) ? { kty: 'OKP', crv: 'Ed25519', x: text(-2) } : null;
  }
  if (kty === 3 && algorithm === -257 && holds(-1, -2)) return { kty: 'RSA', n: text(-1), e: text(-2) };
  return null;
}

/** Bits: authenticators make keys of 2048, seldom of 4096. Each sign-in with a longer one would cost us milliseconds more. */
const LONGEST_MODULUS = 4096;

import 'server-only';
import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';

/**
 * Whether a COSE public key can ever verify a signature. Without attestation nobody has proven it yet: a point off its
 * curve, a key of all zeros or a tiny RSA modulus would be a passkey that is dead, or anybody's, from the start.
 */
export function isSoundPublicKey(coseKey: Uint8Array<ArrayBuffer>): boolean {
  try {
    const jwk = toJwk(coseKey);
    if (!jwk) return false;
    // OpenSSL refuses points that are not on the curve.
    const details = createPublicKey({ key: jwk, format: 'jwk' }).asymmetricKeyDetails;
    return (
      jwk.kty !== 'RSA' || ((details?.modulusLength ?? 0) >= 2048 && (details?.publicExponent ?? 0n) >= 3n)
    );
  } catch {
    return false;
  }
}

/** COSE_Key (RFC 9053, section 7) to JWK, for the three algorithms that are offered. */
function toJwk(coseKey: Uint8Array<ArrayBuffer>): JsonWebKey | null {
  const key = decodeCredentialPublicKey(coseKey) as unknown as Map<number, unknown>;
  const kty = key.get(1);
  const algorithm = key.get(3);
  const text = (label: number) => Buffer.from(key.get(label) as Uint8Array).toString('base64url');
  if (kty === 2 && algorithm === -7 && key.get(-1) === 1)
    return { kty: 'EC', crv: 'P-256', x: text(-2), y: text(-3) };
  if (kty === 1 && algorithm === -8 && key.get(-1) === 6) {
    const x = text(-2);
    return smallOrderPoints.has(x) ? null : { kty: 'OKP', crv: 'Ed25519', x };
  }
  if (kty === 3 && algorithm === -257) return { kty: 'RSA', n: text(-1), e: text(-2) };
  return null;
}

/** Ed25519 points of small order: under these, a signature for one message holds for others (RFC 8032, section 8). */
const smallOrderPoints = new Set(
  [
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000080',
    '0100000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000080',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
  ].map((hex) => Buffer.from(hex, 'hex').toString('base64url')),
);

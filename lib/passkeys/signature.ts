import 'server-only';
import { COSEALG, cose, decodeCredentialPublicKey } from '@simplewebauthn/server/helpers';

/**
 * Whether a signature is written as its algorithm writes one. ECDSA's is two integers in DER (WebAuthn L3, 6.5.5): the
 * library also takes other types in their place, and bytes that follow, so that one signature could be written in many ways.
 */
export function isExactSignature(signature: Uint8Array, coseKey: Uint8Array<ArrayBuffer>): boolean {
  if (decodeCredentialPublicKey(coseKey).get(cose.COSEKEYS.alg) !== COSEALG.ES256) return true;
  const r = signature[3] ?? 0;
  const s = signature[5 + r] ?? 0;
  const heads = [
    [0, SEQUENCE],
    [1, r + s + 4],
    [2, INTEGER],
    [4 + r, INTEGER],
  ] as const;
  return signature.length === r + s + 6 && heads.every(([at, byte]) => signature[at] === byte);
}

const SEQUENCE = 0x30;
const INTEGER = 0x02;

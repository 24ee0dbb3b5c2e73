import 'server-only';
import { generateKeyPairSync } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';
import type { CredentialRecord } from '@/db/credentials';

/** A public key whose private half nobody has: COSE, ES256 (RFC 9053, 7.1.1). */
const publicKey = isoCBOR.encode(
  new Map<number, number | Uint8Array>([[1, 2], [3, -7], [-1, 1], ...coordinates()]),
);

/**
 * What stands in for the record of a credential that is not there: an answer is checked against it like any other, takes
 * as long, and never passes.
 */
export function nobodysCredential(id: string, userHandle: string | undefined): CredentialRecord {
  return {
    id,
    userId: '',
    publicKey,
    signCount: 0,
    transports: [],
    backupEligible: false,
    name: '',
    userHandle: new Uint8Array(Buffer.from(userHandle ?? '', 'base64url')),
  };
}

function coordinates(): [number, Uint8Array][] {
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    format: 'jwk',
  });
  return [
    [-2, new Uint8Array(Buffer.from(x, 'base64url'))],
    [-3, new Uint8Array(Buffer.from(y, 'base64url'))],
  ];
}

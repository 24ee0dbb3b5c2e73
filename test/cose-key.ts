import { generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto';
import type { CborValue } from './cbor';

/** A fresh key pair: its public half as a COSE_Key (RFC 9053, section 7), its private half only as what it signs. */
export function generateCoseKey(algorithm: Algorithm): {
  publicKey: CoseKey;
  sign(data: Uint8Array): Buffer;
} {
  const { generate, toCose, hash } = algorithms[algorithm];
  const { publicKey, privateKey } = generate();
  return {
    publicKey: toCose(publicKey.export({ format: 'jwk' })),
    sign: (data) => sign(hash, data, privateKey),
  };
}

const algorithms = {
  ES256: {
    generate: () => generateKeyPairSync('ec', { namedCurve: 'P-256' }),
    toCose: ({ x, y }: JsonWebKey) => coseKey(2, -7).set(-1, 1).set(-2, bytes(x)).set(-3, bytes(y)),
    hash: 'sha256',
  },
  EdDSA: {
    generate: () => generateKeyPairSync('ed25519'),
    toCose: ({ x }: JsonWebKey) => coseKey(1, -8).set(-1, 6).set(-2, bytes(x)),
    hash: null,
  },
  RS256: {
    generate: () => generateKeyPairSync('rsa', { modulusLength: 2048 }),
    toCose: ({ n, e }: JsonWebKey) => coseKey(3, -257).set(-1, bytes(n)).set(-2, bytes(e)),
    hash: 'sha256',
  },
};

function coseKey(type: number, algorithm: number): CoseKey {
  return new Map([
    [1, type],
    [3, algorithm],
  ]);
}

function bytes(text: string | undefined): Buffer {
  return Buffer.from(text ?? '', 'base64url');
}

export type Algorithm = keyof typeof algorithms;
export type CoseKey = Map<number, CborValue>;

import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { encodeCbor } from '@/test/cbor';
import { type Algorithm, type CoseKey, generateCoseKey } from '@/test/cose-key';
import { isSoundPublicKey } from './public-key';

const ALGORITHMS: Algorithm[] = ['ES256', 'EdDSA', 'RS256'];

test.each(ALGORITHMS)('an honest key for %s is sound', (algorithm) => {
  expect(isSound(generateCoseKey(algorithm).publicKey)).toBe(true);
});

test.each(ALGORITHMS)('a key for %s without one of its members is not', (algorithm) => {
  const { publicKey } = generateCoseKey(algorithm);
  for (const label of publicKey.keys()) {
    expect(isSound(new Map([...publicKey].filter(([other]) => other !== label)))).toBe(false);
  }
});

describe('WA25: not sound for ES256 is', () => {
  const { publicKey } = generateCoseKey('ES256');
  const zero = Buffer.alloc(32);
  unsound([
    ['a point off the curve', new Map(publicKey).set(-3, Buffer.alloc(32, 1))],
    ['a point of zeros', new Map(publicKey).set(-2, zero).set(-3, zero)],
    ['a point beyond the field', new Map(publicKey).set(-2, Buffer.alloc(32, 0xff))],
    ['a point that lacks a byte', new Map(publicKey).set(-3, Buffer.alloc(31, 1))],
    ['half a point', new Map(publicKey).set(-3, Buffer.alloc(0))],
    ['a point on another curve', new Map(publicKey).set(-1, 2)],
    ['a key that says EdDSA', new Map(publicKey).set(3, -8)],
    ['a key of another type', new Map(publicKey).set(1, 1)],
  ]);
});

describe('WA25: not sound for EdDSA is', () => {
  const { publicKey } = generateCoseKey('EdDSA');
  const x = (hex: string) => new Map(publicKey).set(-2, Buffer.from(hex.padEnd(64, '0'), 'hex'));
  unsound([
    ['a key of zeros', x('')],
    ['the neutral point', x('01')],
    ['a point of order 2', x(`ec${'ff'.repeat(30)}7f`)],
    ['a point of order 8', x('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05')],
    ['zero, written as the order of the field', x(`ed${'ff'.repeat(30)}7f`)],
    ['a point off the curve', x('02')],
    ['another point off the curve', x('07')],
    ['a key that lacks a byte', new Map(publicKey).set(-2, Buffer.alloc(31, 1))],
    ['a key for another curve', new Map(publicKey).set(-1, 7)],
  ]);
});

describe('WA25: not sound for RS256 is', () => {
  const { publicKey } = generateCoseKey('RS256');
  unsound([
    ['a key of 1024 bits', new Map(publicKey).set(-1, modulus(1024))],
    ['a key of 2047 bits', new Map(publicKey).set(-1, Buffer.alloc(256, 0x7f))],
    [
      'a key of 1024 bits behind zeros',
      new Map(publicKey).set(-1, Buffer.concat([Buffer.alloc(128), modulus(1024)])),
    ],
    ['a key beyond any authenticator’s', new Map(publicKey).set(-1, Buffer.alloc(513, 0xff))],
    ['a key of zeros', new Map(publicKey).set(-1, Buffer.alloc(256))],
    ['an exponent of 1', new Map(publicKey).set(-2, Buffer.from([1]))],
    ['no exponent', new Map(publicKey).set(-2, Buffer.alloc(0))],
  ]);
});

test('what is no COSE key at all is not sound', () => {
  expect(isSoundPublicKey(new Uint8Array())).toBe(false);
  expect(isSoundPublicKey(Uint8Array.of(1))).toBe(false);
  expect(isSound(new Map())).toBe(false);
  expect(isSound(new Map(generateCoseKey('ES256').publicKey).set(-2, 'text'))).toBe(false);
});

function unsound(keys: [name: string, key: CoseKey][]) {
  test.each(keys)('%s', (_name, key) => {
    expect(isSound(key)).toBe(false);
  });
}

function isSound(key: CoseKey): boolean {
  return isSoundPublicKey(new Uint8Array(encodeCbor(key)));
}

function modulus(modulusLength: number): Buffer {
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength });
  return Buffer.from(publicKey.export({ format: 'jwk' }).n ?? '', 'base64url');
}

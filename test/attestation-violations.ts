import { createAttestationCertificate } from './attestation-certificate';
import { type CborValue, encodeCbor } from './cbor';
import { response, type Violation, type Violations } from './ceremony-violations';
import type { RegistrationDeviations } from './software-authenticator';

/** Attestations that violate WebAuthn L3, 7.1 steps 13 and 20 to 22, by row of docs/security.md. */
export const attestationViolations = () =>
  ({
    WA20: [
      ['a key for ES384', algorithm(-35)],
      ['a key for ES256K', algorithm(-47)],
      ['a key for PS256', algorithm(-37)],
      ['a key for ML-DSA', algorithm(-49)],
      ['a key for RS1', algorithm(-65535)],
      ['a key for another way to write ES256', algorithm(-9)],
      ['a key for algorithm 0', algorithm(0)],
      ['a key for an algorithm that is named', algorithm('ES256')],
      ['a key for no algorithm', { publicKey: (key) => new Map([...key].filter(([label]) => label !== 3)) }],
    ],
    WA21: [
      ...objections(
        'attestation_format',
        ['an unknown format', attestation('telepathy')],
        ['a format in capitals', attestation('None')],
        ['an empty format', attestation('')],
        ['a format that is no text', attestation(7)],
        ['the format of a phone', attestation('android-key', [['x5c', []]])],
        ['the format of a TPM', attestation('tpm', [['ver', '2.0']])],
        ['the format of Apple', attestation('apple', [['x5c', []]])],
        ['the format of U2F', attestation('fido-u2f', [['x5c', []]])],
        ['none that says something', attestation('none', [['alg', -7]])],
        ['none that says a list', { attest: () => ({ fmt: 'none', attStmt: [] }) }],
        ['none that says null', { attest: () => ({ fmt: 'none', attStmt: null }) }],
        ['a self attestation without a signature', packed(() => ({ alg: -7 }))],
        ['a self attestation without an algorithm', packed((sig) => ({ sig }))],
        ['a self attestation that says more', packed((sig) => ({ alg: -7, sig, ver: '1' }))],
      ),
      ['an empty list of certificates', packed((sig) => ({ alg: -7, sig, x5c: [] }))],
      ['certificates that are none', packed((sig) => ({ alg: -7, sig, x5c: [Buffer.alloc(100, 0x30)] }))],
      ['certificates in words', packed((sig) => ({ alg: -7, sig, x5c: ['certificate'] }))],
      [
        'a certificate that did not sign',
        { attest: (sig) => certifiedAttestation(() => sig) },
        'attestation_statement',
      ],
      [
        'a certificate that signed something else',
        { attest: () => certifiedAttestation((sign) => sign(ZERO)) },
        'attestation_statement',
      ],
      [
        'a self attestation by another algorithm',
        packed((sig) => ({ alg: -257, sig })),
        'attestation_algorithm',
      ],
      [
        'a self attestation that is not right',
        packed((sig) => ({ alg: -7, sig: flipped(sig) })),
        'attestation_statement',
      ],
      [
        'a self attestation with an empty signature',
        packed(() => ({ alg: -7, sig: Buffer.alloc(0) })),
        'attestation_statement',
      ],
      [
        'a self attestation signed with a text',
        packed(() => ({ alg: -7, sig: 'signed' })),
        'attestation_statement',
      ],
    ],
    WA25: objections(
      'unsound_public_key',
      ['a point off the curve', key(-3, Buffer.alloc(32, 1))],
      ['a point of zeros', { publicKey: (honest) => new Map(honest).set(-2, ZERO).set(-3, ZERO) }],
      ['half a point', key(-3, Buffer.alloc(0))],
      ['a point in words', key(-3, 'y'.repeat(32))],
      ['a point on another curve', key(-1, 2)],
      ['a key of another type', key(1, 3)],
      ['a key with its private half', key(-4, Buffer.alloc(32, 1))],
      ['a key with a name', key(2, Buffer.from('key'))],
      [
        'a point with a leading zero',
        { publicKey: (honest) => new Map(honest).set(-2, longer(honest.get(-2))) },
      ],
      ['an even modulus', coseKey([1, 3], [3, -257], [-1, Buffer.alloc(256, 0xfe)], [-2, F4])],
      ['a key for EdDSA of small order', coseKey([1, 1], [3, -8], [-1, 6], [-2, ZERO])],
      ['a key for EdDSA in words', coseKey([1, 1], [3, -8], [-1, 6], [-2, 'x'.repeat(32)])],
      ['a short key for RS256', coseKey([1, 3], [3, -257], [-1, Buffer.alloc(128, 0xff)], [-2, F4])],
      [
        'a key for RS256 that anybody has',
        coseKey([1, 3], [3, -257], [-1, Buffer.alloc(256, 0xff)], [-2, ONE]),
      ],
    ),
    WA26: [
      ['garbage', object(() => Buffer.alloc(100, 0xff))],
      ['an attestation that is cut off', object((bytes) => bytes.subarray(0, -1)), 'attestation_encoding'],
      ['an attestation cut in half', object((bytes) => bytes.subarray(0, bytes.length / 2)), undefined],
      ['an attestation that goes on', object((bytes) => Buffer.concat([bytes, ONE])), 'attestation_encoding'],
      ['two attestations', object((bytes) => Buffer.concat([bytes, bytes])), 'attestation_encoding'],
      ['a number', object(() => ONE)],
      ['an empty map', object(() => Buffer.from('a0', 'hex')), 'attestation_format'],
      ['a list with an attestation', object((bytes) => Buffer.concat([Buffer.from('81', 'hex'), bytes]))],
      ['an attestation with a tag', object((bytes) => Buffer.concat([Buffer.from('d818', 'hex'), bytes]))],
      [
        'an attestation without end',
        object((bytes) => Buffer.concat([Buffer.from('bf', 'hex'), bytes.subarray(1)])),
      ],
      ['bytes without end', object(() => Buffer.from('5f4101ff', 'hex'))],
      ['a reserved length', object(() => Buffer.from('5c00', 'hex'))],
      ['lists, 20,000 deep', object(() => Buffer.alloc(20_000, 0x81))],
      ['maps, 20,000 deep', object(() => Buffer.from('a101'.repeat(10_000), 'hex'))],
      ['tags, 20,000 deep', object(() => Buffer.alloc(20_000, 0xc1))],
      ['4 GB of bytes', object(() => Buffer.from('5affffffff00', 'hex'))],
      ['a list of 4 billion', object(() => Buffer.from('9affffffff00', 'hex'))],
      ['a map of 18 quintillion', object(() => Buffer.from('bbffffffffffffffff00', 'hex'))],
      [
        'a member said twice',
        object((bytes) => Buffer.concat([Buffer.from('a4', 'hex'), bytes.subarray(1), FORMAT])),
      ],
      [
        'authenticator data in words',
        object(() => encodeCbor(new Map([...NONE, ['authData', 'x'.repeat(200)]]))),
      ],
      [
        'a member that nobody knows',
        object((bytes) =>
          Buffer.concat([Buffer.from('a4', 'hex'), bytes.subarray(1), Buffer.from('616b01', 'hex')]),
        ),
        'attestation_encoding',
      ],
      ['no authenticator data', object(() => encodeCbor(new Map(NONE)))],
      ['no statement', object(() => encodeCbor(new Map([['fmt', 'none']]))), 'attestation_format'],
      [
        'a key that claims to go on',
        authData((data) => data.fill(0x40, data.length - 33, data.length - 32)),
        'attestation_encoding',
      ],
      [
        'an attestation beyond all measure',
        { finished: response({ attestationObject: 'A'.repeat(60_004) }) },
        'malformed',
      ],
    ],
  }) satisfies Violations<RegistrationDeviations>;

/** Violations that one check finds. */
function objections(reason: string, ...violations: [name: string, RegistrationDeviations][]) {
  return violations.map(
    ([name, deviations]): Violation<RegistrationDeviations> => [name, deviations, reason],
  );
}

export function authData(authenticatorData: (data: Buffer) => Buffer): RegistrationDeviations {
  return { authenticatorData };
}

/** Changes the finished attestation object. */
function object(change: (bytes: Buffer) => Buffer): RegistrationDeviations {
  return {
    finished: (answer) => {
      const bytes = Buffer.from(answer.response.attestationObject, 'base64url');
      return response({ attestationObject: change(bytes).toString('base64url') })(answer);
    },
  };
}

function attestation(fmt: CborValue, entries: [string, CborValue][] = []): RegistrationDeviations {
  return { attest: () => ({ fmt, attStmt: new Map(entries) }) };
}

function packed(statement: (signature: Buffer) => Record<string, CborValue>): RegistrationDeviations {
  return {
    attest: (signature) => ({ fmt: 'packed', attStmt: new Map(Object.entries(statement(signature))) }),
  };
}

function algorithm(value: number | string) {
  return key(3, value);
}

/** The authenticator's key with one member replaced. */
function key(label: number, value: CborValue): RegistrationDeviations {
  return { publicKey: (honest) => new Map(honest).set(label, value) };
}

function longer(coordinate: CborValue | undefined): Buffer {
  return Buffer.concat([Buffer.alloc(1), coordinate as Buffer]);
}

function coseKey(...members: [number, CborValue][]): RegistrationDeviations {
  return { publicKey: () => new Map(members) };
}

function flipped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte)));
}

/** A right one. */
export function selfAttestation(sig: Buffer) {
  const attStmt = new Map<string, CborValue>([
    ['alg', -7],
    ['sig', sig],
  ]);
  return { fmt: 'packed', attStmt };
}

/** By a certificate; a right one where its key signs what there is to sign. */
export function certifiedAttestation(signature: (sign: (data: Buffer) => Buffer) => Buffer) {
  const { certificate, sign } = createAttestationCertificate();
  const attStmt = new Map<string, CborValue>([
    ['alg', -7],
    ['sig', signature(sign)],
    ['x5c', [certificate]],
  ]);
  return { fmt: 'packed', attStmt };
}

const ZERO = Buffer.alloc(32);
const ONE = Buffer.from([1]);
const F4 = Buffer.from([1, 0, 1]);
/** `"fmt": "none"` */
const FORMAT = Buffer.from('63666d74646e6f6e65', 'hex');
const NONE: [string, CborValue][] = [
  ['fmt', 'none'],
  ['attStmt', new Map()],
];

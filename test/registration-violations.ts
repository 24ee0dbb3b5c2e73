import { randomBytes } from 'node:crypto';
import {
  attestationViolations,
  authData,
  certifiedAttestation,
  selfAttestation,
} from './attestation-violations';
import {
  ceremonyViolations,
  malformed,
  response,
  shapelessAnswers,
  type Violations,
} from './ceremony-violations';
import { generateCoseKey } from './cose-key';
import type { RegistrationDeviations } from './software-authenticator';

/** Answers that violate one step of WebAuthn L3, 7.1 each, by row of docs/security.md. */
export function registrationViolations(origin: string) {
  const { crossOrigin: WA10, topOrigin: WA11, ...common } = ceremonyViolations(origin, 'webauthn.create');
  const otherId = randomBytes(32).toString('base64url');
  return {
    ...common,
    WA1: malformed({
      ...shapelessAnswers,
      'an answer without an attestation': response({ attestationObject: undefined }),
      'an answer with a number for an attestation': response({ attestationObject: 7 }),
      'the answer to a sign-in': response({
        attestationObject: undefined,
        authenticatorData: 'AAAA',
        signature: 'AAAA',
        userHandle: 'AAAA',
      }),
      'an answer with a text for transports': response({ transports: 'usb' }),
      'an answer with a transport that is no text': response({ transports: [1] }),
    }),
    WA10,
    WA11,
    ...attestationViolations(),
    WA22: [
      ['a credential ID of 1024 bytes', { credentialId: randomBytes(1024) }, 'malformed'],
      ['an empty credential ID', { credentialId: Buffer.alloc(0) }, 'malformed'],
      [
        'an empty credential ID behind another',
        { credentialId: Buffer.alloc(0), answer: { id: otherId, rawId: otherId } },
        'other_credential_id',
      ],
      ['a credential ID that claims to go on', authData((data) => data.fill(0xff, 53, 55))],
    ],
    WA23: [
      [
        'another ID than the attested one',
        { answer: { id: otherId, rawId: otherId } },
        'other_credential_id',
      ],
      ['two IDs', { answer: { rawId: otherId } }],
      ['another ID beside the attested one', { answer: { id: otherId } }],
      [
        'the attested ID with a bit too many',
        { credentialId: Buffer.alloc(32), answer: { id: `${'A'.repeat(42)}B`, rawId: `${'A'.repeat(42)}B` } },
        'other_credential_id',
      ],
    ],
    WA31: [
      ['a credential that its flags deny', { flags: { AT: false } }],
      ['no credential', { flags: { AT: false }, ...authData((data) => data.subarray(0, 37)) }],
      ['flags that claim a credential', authData((data) => data.subarray(0, 37))],
      ['flags that claim extensions', { flags: { ED: true } }],
      ['extensions that its flags deny', authData((data) => Buffer.concat([data, EXTENSIONS]))],
      [
        'extensions that are cut off',
        { flags: { ED: true }, ...authData((data) => Buffer.concat([data, EXTENSIONS.subarray(0, 6)])) },
      ],
      [
        'extensions in a list',
        { flags: { ED: true }, ...authData((data) => Buffer.concat([data, Buffer.from('80', 'hex')])) },
        'authenticator_data',
      ],
      ['36 bytes', authData((data) => data.subarray(0, 36))],
      ['no bytes', authData(() => Buffer.alloc(0))],
      ['a key that is cut off', authData((data) => data.subarray(0, -40))],
      ['a key that lacks a byte', authData((data) => data.subarray(0, -1)), 'attestation_encoding'],
      ['a byte too many', authData((data) => Buffer.concat([data, Buffer.alloc(1)]))],
    ],
  } satisfies Violations<RegistrationDeviations>;
}

/** What is out of the ordinary, and right. */
export const allowedRegistrations: [name: string, RegistrationDeviations][] = [
  ['WA2: client data behind a byte order mark', { clientDataBytes: (data) => Buffer.from(`\ufeff${data}`) }],
  ['WA2: client data with members of the future', { clientData: { member: 'of the future' } }],
  ['WA10: client data that does not speak of frames', { clientData: { crossOrigin: undefined } }],
  ['WA20: a key for EdDSA', { publicKey: () => generateCoseKey('EdDSA').publicKey }],
  ['WA20: a key for RS256', { publicKey: () => generateCoseKey('RS256').publicKey }],
  ['WA21: a self attestation', { attest: selfAttestation }],
  [
    'WA21: an attestation by a certificate, as good as none',
    { attest: (_, signed) => certifiedAttestation((sign) => sign(signed)) },
  ],
  ['WA22: a credential ID of 1023 bytes', { credentialId: randomBytes(1023) }],
  [
    'WA31: authenticator data with extensions',
    { flags: { ED: true }, ...authData((data) => Buffer.concat([data, EXTENSIONS])) },
  ],
];

/** `{"credProtect": 2}` */
const EXTENSIONS = Buffer.from('a16b6372656450726f7465637402', 'hex');

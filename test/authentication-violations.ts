import { randomBytes } from 'node:crypto';
import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { encodeCbor } from './cbor';
import {
  ceremonyViolations,
  malformed,
  response,
  shapelessAnswers,
  type Violation,
  type Violations,
} from './ceremony-violations';
import { generateCoseKey } from './cose-key';
import { type AuthenticationDeviations, createAuthenticator } from './software-authenticator';

/**
 * Answers that violate one step of WebAuthn L3, 7.2 each, by row of docs/security.md, where the passkey is a synced one.
 * `identified`: as in a step-up, whose answer need not say who its owner is.
 */
export function authenticationViolations(origin: string, { identified = false } = {}) {
  const { crossOrigin: WA12, topOrigin: WA13, ...common } = ceremonyViolations(origin, 'webauthn.get');
  const unknown = randomBytes(32).toString('base64url');
  return {
    ...common,
    WA1: malformed({
      ...shapelessAnswers,
      'an answer without authenticator data': response({ authenticatorData: undefined }),
      'an answer with a number for authenticator data': response({ authenticatorData: 7 }),
      'an answer without a signature': response({ signature: undefined }),
      'an answer with a list of signatures': response({ signature: ['AAAA'] }),
      'the answer to a registration': response({
        authenticatorData: undefined,
        signature: undefined,
        attestationObject: 'AAAA',
      }),
      'an answer with an empty ID': (answer) => ({ ...answer, id: '', rawId: '' }),
    }),
    WA12,
    WA13,
    WA18: [['what cannot be backed up any more', { flags: { BE: false, BS: false } }, 'backup_eligibility']],
    WA27: [
      [
        'a passkey that nobody has',
        { answer: { id: unknown, rawId: unknown } },
        identified ? 'not_allowed' : 'unknown_credential',
      ],
      ['two IDs', { answer: { rawId: unknown } }, 'other_credential_id'],
    ],
    WA28: [
      ...(identified ? [] : [missingOwner]),
      ['another owner', owner(randomBytes(64).toString('base64url')), 'user_handle'],
      [
        'half the owner',
        { finished: (answer) => response({ userHandle: half(answer) })(answer) },
        'user_handle',
      ],
      ['an owner in words', owner(Buffer.from('ada').toString('base64url')), 'user_handle'],
      ['an empty owner', owner(''), 'malformed'],
      ['an owner beyond 64 bytes', owner(randomBytes(65).toString('base64url')), 'malformed'],
      ['an owner that is null', { finished: response({ userHandle: null }) }, 'malformed'],
      ['a list of owners', { finished: response({ userHandle: ['AAAA'] }) }, 'malformed'],
    ],
    WA29: [
      ['a signature with a bit flipped', { signature: flipped }, 'signature'],
      ['a signature of zeros', { signature: () => Buffer.from('3006020100020100', 'hex') }, 'signature'],
      ['a signature of ones', { signature: () => Buffer.from('3006020101020101', 'hex') }, 'signature'],
      ['a signature by another key', { signature: () => signatureOf(createAuthenticator()) }, 'signature'],
      ['a signature that is cut off', { signature: (der) => der.subarray(0, -1) }, 'signature_encoding'],
      ['a signature without its wrapping', { signature: () => Buffer.alloc(64, 0x42) }, 'signature_encoding'],
      ['a signature that goes on', { signature: (der) => Buffer.concat([der, ZERO]) }, 'signature_encoding'],
      ['a signature of other things than integers', { signature: other }, 'signature_encoding'],
      ['no signature', { response: { signature: '' } }, 'malformed'],
      ['other client data than was signed', { finished: addToClientData }, 'signature'],
      ['other authenticator data than was signed', { finished: count }, 'signature'],
    ],
    WA31: [
      ['flags that claim a credential', { flags: { AT: true } }],
      ['flags that claim extensions', { flags: { ED: true } }],
      ['extensions that its flags deny', authData((data) => Buffer.concat([data, EXTENSIONS]))],
      [
        'extensions that are cut off',
        { flags: { ED: true }, ...authData((data) => Buffer.concat([data, EXTENSIONS.subarray(0, 4)])) },
      ],
      [
        'extensions in a list',
        { flags: { ED: true }, ...authData((data) => Buffer.concat([data, EMPTY_LIST])) },
        'authenticator_data',
      ],
      [
        'a credential, which is for registrations',
        { flags: { AT: true }, ...authData((data) => Buffer.concat([data, ATTESTED])) },
        'authenticator_data',
      ],
      ['36 bytes', authData((data) => data.subarray(0, 36))],
      ['a byte too many', authData((data) => Buffer.concat([data, Buffer.alloc(1)]))],
      ['no bytes', { response: { authenticatorData: '' } }, 'malformed'],
    ],
  } satisfies Violations<AuthenticationDeviations>;
}

const missingOwner: Violation<AuthenticationDeviations> = [
  'no owner',
  { response: { userHandle: undefined } },
  'user_handle',
];

function owner(userHandle: string): AuthenticationDeviations {
  return { response: { userHandle } };
}

function half({ response: { userHandle = '' } }: AuthenticationResponseJSON): string {
  return Buffer.from(userHandle, 'base64url').subarray(0, 32).toString('base64url');
}

function authData(authenticatorData: (data: Buffer) => Buffer): AuthenticationDeviations {
  return { authenticatorData };
}

function addToClientData(answer: AuthenticationResponseJSON) {
  const clientData = JSON.parse(Buffer.from(answer.response.clientDataJSON, 'base64url').toString());
  const changed = Buffer.from(JSON.stringify({ ...clientData, member: 'of somebody else' }));
  return response({ clientDataJSON: changed.toString('base64url') })(answer);
}

function count(answer: AuthenticationResponseJSON) {
  const data = Buffer.from(answer.response.authenticatorData, 'base64url');
  data.writeUInt32BE(9, 33);
  return response({ authenticatorData: data.toString('base64url') })(answer);
}

function signatureOf({ authenticate }: ReturnType<typeof createAuthenticator>): Buffer {
  const { response } = authenticate({ challenge: 'another', rpId: 'localhost' });
  return Buffer.from(response.signature, 'base64url');
}

/** Object identifiers with the bytes of the integers. */
function other(der: Buffer): Buffer {
  return Buffer.concat([der.subarray(0, 2), Buffer.from([6]), der.subarray(3)]);
}

function flipped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte)));
}

/** `{"prf": true}` */
const EXTENSIONS = Buffer.from('a163707266f5', 'hex');
const EMPTY_LIST = Buffer.from('80', 'hex');
/** An AAGUID, a credential ID of one byte, and a key. */
const ATTESTED = Buffer.concat([
  Buffer.alloc(16),
  Buffer.from([0, 1, 7]),
  encodeCbor(generateCoseKey('ES256').publicKey),
]);
const ZERO = Buffer.alloc(1);

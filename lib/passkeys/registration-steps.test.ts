import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { listCredentials } from '@/db/credentials';
import type { CborValue } from '@/test/cbor';
import { register, startRegistration } from '@/test/ceremonies';
import { insertPerson } from '@/test/people';
import { createAuthenticator, type RegistrationDeviations } from '@/test/software-authenticator';

// WebAuthn L3, 7.1: one answer per step that fails at this step alone.

describe('The client data is refused', () => {
  refuses([
    ['WA3: of a sign-in', client({ type: 'webauthn.get' })],
    ['WA3: of no type', client({ type: undefined })],
    ['WA4: for another challenge', client({ challenge: randomBytes(32).toString('base64url') })],
    ['WA4: for no challenge', client({ challenge: '' })],
    ['WA4: for a list of challenges', client({ challenge: ['a'] })],
    ['WA9: of another scheme', client({ origin: 'https://localhost:3000' })],
    ['WA9: of another port', client({ origin: 'http://localhost:3001' })],
    ['WA9: of a subdomain', client({ origin: 'http://sub.localhost:3000' })],
    ['WA9: of a longer host', client({ origin: 'http://localhost:3000.example.com' })],
    ['WA9: of an origin with a path', client({ origin: 'http://localhost:3000/' })],
    ['WA9: of an opaque origin', client({ origin: 'null' })],
    ['WA9: of several origins', client({ origin: ['http://localhost:3000'] })],
    ['WA10: of a frame in another site', client({ crossOrigin: true }), 'foreign_frame'],
    ['WA10: of a frame, oddly told', client({ crossOrigin: 'false' }), 'foreign_frame'],
    ['WA11: below another site', client({ topOrigin: 'https://example.com' }), 'foreign_frame'],
    ['WA11: below our own site', client({ topOrigin: 'http://localhost:3000' }), 'foreign_frame'],
    ['WA2: that is no JSON', { response: { clientDataJSON: 'AAAA' } }],
    ['WA2: that is null', { response: { clientDataJSON: Buffer.from('null').toString('base64url') } }],
  ]);
});

describe('The authenticator data is refused', () => {
  refuses([
    ['WA14: for another RP ID', { rpId: 'example.com' }],
    ['WA14: for a subdomain', { rpId: 'sub.localhost' }],
    ['WA14: for an origin in place of the RP ID', { rpId: 'http://localhost:3000' }],
    ['WA15: without the presence of a user', { flags: { UP: false } }],
    ['WA16: without a verified user', { flags: { UV: false } }],
    ['WA17: of a credential that is backed up but cannot be', { flags: { BE: false, BS: true } }],
    ['WA31: with a credential that its flags deny', { flags: { AT: false } }],
    [
      'WA31: without a credential',
      { flags: { AT: false }, authenticatorData: (bytes) => bytes.subarray(0, 37) },
    ],
    [
      'WA31: without the credential that its flags claim',
      { authenticatorData: (bytes) => bytes.subarray(0, 37) },
    ],
    ['WA31: without the extensions that its flags claim', { flags: { ED: true } }],
    ['WA31: that is too short', { authenticatorData: (bytes) => bytes.subarray(0, 36) }],
    ['WA31: that goes on', { authenticatorData: (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]) }],
  ]);
});

describe('The credential is refused', () => {
  const claimed = randomBytes(32).toString('base64url');
  refuses([
    ['WA22: with an ID of 1024 bytes', { credentialId: randomBytes(1024) }, 'credential_id_too_long'],
    ['WA22: with an empty ID', { credentialId: Buffer.alloc(0), answer: id(claimed) }, 'other_credential_id'],
    ['WA23: with another ID than the answer names', { answer: id(claimed) }, 'other_credential_id'],
    ['WA23: with two IDs', { answer: { rawId: claimed } }],
    ['WA20: with a key for an algorithm not offered', { publicKey: (key) => new Map(key).set(3, -35) }],
    ['WA20: with a key for RS1', { publicKey: (key) => new Map(key).set(3, -65535) }],
    [
      'WA20: with a key for no algorithm',
      { publicKey: (key) => new Map([...key].filter(([label]) => label !== 3)) },
    ],
    [
      'WA25: with a point off the curve',
      { publicKey: (key) => new Map(key).set(-3, Buffer.alloc(32, 1)) },
      'unsound_public_key',
    ],
  ]);
});

describe('The attestation is refused', () => {
  refuses([
    ['WA21: in an unknown format', attestation('telepathy'), 'attestation_format'],
    ['WA21: in a format written otherwise', attestation('None'), 'attestation_format'],
    [
      'WA21: in a format that nobody asked for',
      attestation('android-key', [['x5c', []]]),
      'attestation_format',
    ],
    [
      'WA21: with certificates that nobody asked for',
      attestation('packed', [['x5c', []]]),
      'attestation_format',
    ],
    ['WA21: that says none and then something', attestation('none', [['alg', -7]])],
    [
      'WA21: by a signature of its own that is not right',
      { attest: (signature) => packed(flipped(signature)) },
      'attestation_statement',
    ],
    ['WA26: that is garbage', object(Buffer.alloc(100, 0xff))],
    ['WA26: that is cut off', object(Buffer.from('a363666d74646e6f6e65', 'hex'))],
    ['WA26: that is no map', object(Buffer.from([0x01]))],
    ['WA26: nested 20,000 deep', object(Buffer.alloc(20_000, 0x81))],
    ['WA26: that claims to be 4 GB long', object(Buffer.from('5affffffff00', 'hex'))],
  ]);
});

describe('Accepted all the same is', () => {
  accepts([
    ['WA2: client data with members of the future', client({ member: 'of the future' })],
    ['client data that does not speak of frames', client({ crossOrigin: undefined })],
    ['WA21: a self attestation', { attest: packed }],
    ['WA22: a credential ID of 1023 bytes', { credentialId: randomBytes(1023) }],
    [
      'WA31: authenticator data with extensions',
      {
        flags: { ED: true },
        authenticatorData: (bytes) =>
          Buffer.concat([bytes, Buffer.from('a16b6372656450726f7465637402', 'hex')]),
      },
    ],
  ]);
});

function refuses(violations: [name: string, violation: RegistrationDeviations, reason?: string][]) {
  test.each(violations)('%s', async (_name, violation, reason = 'library_refused') => {
    const ada = await insertPerson();
    const attempt = await startRegistration(ada, createAuthenticator());
    await expect(attempt.finish(violation)).rejects.toMatchObject({ code: 'passkey_not_created', reason });
    await expect(attempt.finish()).rejects.toMatchObject({ code: 'challenge_gone' });
    expect(await listCredentials(ada.user.id)).toEqual([]);
  });
}

function accepts(variations: [name: string, variation: RegistrationDeviations][]) {
  test.each(variations)('%s', async (_name, variation) => {
    const ada = await insertPerson();
    await register(ada, createAuthenticator(), variation);
    expect(await listCredentials(ada.user.id)).toHaveLength(1);
  });
}

function client(clientData: Record<string, unknown>): RegistrationDeviations {
  return { clientData };
}

function id(credentialId: string) {
  return { id: credentialId, rawId: credentialId };
}

function attestation(fmt: string, entries: [string, CborValue][] = []): RegistrationDeviations {
  return { attest: () => ({ fmt, attStmt: new Map(entries) }) };
}

function packed(sig: Buffer) {
  return {
    fmt: 'packed',
    attStmt: new Map<string, CborValue>([
      ['alg', -7],
      ['sig', sig],
    ]),
  };
}

function object(bytes: Buffer): RegistrationDeviations {
  return { response: { attestationObject: bytes.toString('base64url') } };
}

function flipped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte)));
}

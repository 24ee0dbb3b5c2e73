import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { findCredential, listCredentials } from '@/db/credentials';
import { sessions } from '@/db/schema';
import { type Authenticator, register, startSignIn } from '@/test/ceremonies';
import { insertPerson, type Person } from '@/test/people';
import { type AuthenticationDeviations, createAuthenticator } from '@/test/software-authenticator';

let ada: Person;
const authenticator = createAuthenticator();

beforeAll(async () => {
  ada = await insertPerson();
  await register(ada, authenticator);
});

// WebAuthn L3, 7.2: one answer per step that fails at this step alone.

describe('The client data is refused', () => {
  refuses([
    ['WA3: of a registration', client({ type: 'webauthn.create' })],
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
    ['WA12: of a frame in another site', client({ crossOrigin: true }), 'foreign_frame'],
    ['WA12: of a frame, oddly told', client({ crossOrigin: 'false' }), 'foreign_frame'],
    ['WA13: below another site', client({ topOrigin: 'https://example.com' }), 'foreign_frame'],
    ['WA13: below our own site', client({ topOrigin: 'http://localhost:3000' }), 'foreign_frame'],
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
    ['WA31: without the credential that its flags claim', { flags: { AT: true } }],
    ['WA31: without the extensions that its flags claim', { flags: { ED: true } }],
    ['WA31: that is too short', { authenticatorData: (bytes) => bytes.subarray(0, 36) }],
    ['WA31: that goes on', { authenticatorData: (bytes) => Buffer.concat([bytes, Buffer.alloc(1)]) }],
    ['WA31: that is missing', { response: { authenticatorData: '' } }],
  ]);
});

describe('The credential is refused', () => {
  const unknown = randomBytes(32).toString('base64url');
  refuses([
    ['that nobody has', { answer: { id: unknown, rawId: unknown } }, 'unknown_credential'],
    ['WA23: with two IDs', { answer: { rawId: unknown } }, 'other_credential_id'],
    ['WA28: without its owner', { response: { userHandle: undefined } }, 'user_handle'],
    ['WA28: with an empty owner', { response: { userHandle: '' } }, 'user_handle'],
    [
      'WA28: with another owner',
      { response: { userHandle: randomBytes(64).toString('base64url') } },
      'user_handle',
    ],
  ]);
});

describe('The signature is refused', () => {
  refuses([
    ['WA29: with a bit flipped', { signature: flipped }, 'signature'],
    ['WA29: of zeros', { signature: () => Buffer.from('3006020100020100', 'hex') }, 'signature'],
    ['WA29: by another key', { signature: () => signatureOf(createAuthenticator()) }, 'signature'],
    ['WA29: over something else', { signature: () => signatureOf(authenticator) }, 'signature'],
    ['WA29: that is not DER', { signature: () => randomBytes(64) }],
    ['WA29: that is missing', { response: { signature: '' } }],
  ]);
});

describe('Accepted all the same is', () => {
  accepts([
    ['WA2: client data with members of the future', client({ member: 'of the future' })],
    ['client data that does not speak of frames', client({ crossOrigin: undefined })],
    [
      'WA31: authenticator data with extensions',
      {
        flags: { ED: true },
        authenticatorData: (bytes) => Buffer.concat([bytes, Buffer.from('a1637072666474727565', 'hex')]),
      },
    ],
  ]);
});

function refuses(violations: [name: string, violation: AuthenticationDeviations, reason?: string][]) {
  test.each(violations)('%s', async (_name, violation, reason = 'library_refused') => {
    const before = await kept();
    const attempt = await startSignIn(authenticator);
    await expect(attempt.finish(violation)).rejects.toMatchObject({ code: 'passkey_refused', reason });
    await expect(attempt.finish()).rejects.toMatchObject({ code: 'challenge_gone' });
    expect(await kept()).toEqual(before);
  });
}

function accepts(variations: [name: string, variation: AuthenticationDeviations][]) {
  test.each(variations)('%s', async (_name, variation) => {
    const attempt = await startSignIn(authenticator);
    expect(await attempt.finish(variation)).toMatchObject({ user: { id: ada.user.id } });
  });
}

async function kept() {
  return Promise.all([
    findCredential(authenticator.credentialId),
    listCredentials(ada.user.id),
    db().select().from(sessions).where(eq(sessions.userId, ada.user.id)),
  ]);
}

function client(clientData: Record<string, unknown>): AuthenticationDeviations {
  return { clientData };
}

function flipped(bytes: Buffer): Buffer {
  return Buffer.from(bytes.map((byte, index) => (index === bytes.length - 1 ? byte ^ 1 : byte)));
}

function signatureOf({ authenticate }: Authenticator): Buffer {
  const { response } = authenticate({ challenge: 'another', rpId: 'localhost' });
  return Buffer.from(response.signature, 'base64url');
}

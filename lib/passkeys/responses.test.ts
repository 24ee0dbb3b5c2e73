import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAuthenticator } from '@/test/software-authenticator';
import { authenticationResponse, authenticatorKind, ceremonyAnswer, registrationResponse } from './responses';

const challenge = randomBytes(32).toString('base64url');
const authenticator = createAuthenticator();
const registration = authenticator.register({
  challenge,
  rp: { id: 'localhost', name: 'Latchkey' },
  user: { id: randomBytes(64).toString('base64url'), name: 'ada@example.com', displayName: 'Ada' },
  pubKeyCredParams: [],
});
const authentication = authenticator.authenticate({ challenge, rpId: 'localhost' });

test('WA2: an honest answer is taken as it is, and members that nobody reads are dropped', () => {
  expect(registrationResponse.parse(registration)).toEqual(registration);
  expect(authenticationResponse.parse(authentication)).toEqual(authentication);
  const chatty = {
    ...authentication,
    extra: 1,
    response: { ...authentication.response, extra: 1 },
    clientExtensionResults: { prf: { enabled: true } },
  };
  expect(authenticationResponse.parse(chatty)).toEqual(authentication);
});

test('an answer names its challenge, and is not looked into before that has been taken', () => {
  expect(ceremonyAnswer.parse({ challenge, response: registration })).toEqual({
    challenge,
    response: registration,
  });
  for (const response of [undefined, null, 'text', 1, [], {}]) {
    expect(ceremonyAnswer.parse({ challenge, response })).toEqual({ challenge, response });
  }
  for (const odd of [undefined, null, 1, [], [challenge], '', `${challenge}=`, 'A'.repeat(65)]) {
    expect(ceremonyAnswer.safeParse({ challenge: odd, response: registration }).success).toBe(false);
  }
});

test('a kind of authenticator is one of those that browsers know, or none', () => {
  expect(authenticatorKind.parse('hybrid')).toBe('hybrid');
  for (const odd of ['', 'platform', 'brain', null, {}]) {
    expect(authenticatorKind.safeParse(odd).success).toBe(false);
  }
});

test('attachments and transports of the future are no reason to refuse', () => {
  const answer = registrationResponse.parse({
    ...registration,
    authenticatorAttachment: 'brain',
    response: { ...registration.response, transports: ['internal', 'telepathy'] },
  });
  expect(answer.authenticatorAttachment).toBeUndefined();
  expect(answer.response.transports).toEqual(['internal', 'telepathy']);
});

test.each([undefined, null, 'text', 1, [], {}, { response: null }])('WA1: %j is no answer', (input) => {
  expect(registrationResponse.safeParse(input).success).toBe(false);
  expect(authenticationResponse.safeParse(input).success).toBe(false);
});

test('WA1: an answer to the other ceremony is none', () => {
  expect(registrationResponse.safeParse(authentication).success).toBe(false);
  expect(authenticationResponse.safeParse(registration).success).toBe(false);
});

test.each([
  ['WA22: an empty credential ID', { id: '', rawId: '' }],
  ['WA22: a credential ID of 1024 bytes', { id: 'A'.repeat(1366), rawId: 'A'.repeat(1366) }],
  ['a credential ID in another alphabet', { id: 'a+b/' }],
  ['a credential ID that is no text', { id: 1 }],
  ['another type of credential', { type: 'password' }],
])('%s is refused', (_name, spoiled) => {
  expect(registrationResponse.safeParse({ ...registration, ...spoiled }).success).toBe(false);
  expect(authenticationResponse.safeParse({ ...authentication, ...spoiled }).success).toBe(false);
});

test.each([
  ['WA28: an empty user handle', { userHandle: '' }],
  ['a user handle beyond 64 bytes', { userHandle: 'A'.repeat(87) }],
  ['WA29: an empty signature', { signature: '' }],
  ['a signature in another alphabet', { signature: 'a+b/' }],
  ['a signature with padding', { signature: 'AA==' }],
  ['a signature that ends within a byte', { signature: 'AAAAA' }],
  ['a signature with a bit too many', { signature: 'AB' }],
  ['WA31: no authenticator data', { authenticatorData: undefined }],
  ['client data beyond all measure', { clientDataJSON: 'A'.repeat(4004) }],
])('%s is refused', (_name, spoiled) => {
  const response = { ...authentication.response, ...spoiled };
  expect(authenticationResponse.safeParse({ ...authentication, response }).success).toBe(false);
});

test.each([
  ['WA26: an attestation beyond all measure', { attestationObject: 'A'.repeat(60_004) }],
  ['a transport with a NUL, which Postgres cannot keep', { transports: ['internal\0'] }],
  ['an empty transport', { transports: [''] }],
  ['eleven transports', { transports: Array.from({ length: 11 }, () => 'usb') }],
  ['transports that are no list', { transports: 'usb' }],
])('%s is refused', (_name, spoiled) => {
  const response = { ...registration.response, ...spoiled };
  expect(registrationResponse.safeParse({ ...registration, response }).success).toBe(false);
});

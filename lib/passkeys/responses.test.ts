import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAuthenticator } from '@/test/software-authenticator';
import { authenticationAnswer, authenticatorKind, registrationAnswer } from './responses';

const challenge = randomBytes(32).toString('base64url');
const authenticator = createAuthenticator();
const registration = {
  challenge,
  response: authenticator.register({
    challenge,
    rp: { id: 'localhost', name: 'Latchkey' },
    user: { id: randomBytes(64).toString('base64url'), name: 'ada@example.com', displayName: 'Ada' },
    pubKeyCredParams: [],
  }),
};
const authentication = { challenge, response: authenticator.authenticate({ challenge, rpId: 'localhost' }) };

test('WA2: an honest answer is taken as it is, and members that nobody reads are dropped', () => {
  expect(registrationAnswer.parse(registration)).toEqual(registration);
  expect(authenticationAnswer.parse(authentication)).toEqual(authentication);
  const chatty = {
    ...authentication,
    extra: 1,
    response: { ...authentication.response, extra: 1, clientExtensionResults: { prf: { enabled: true } } },
  };
  expect(authenticationAnswer.parse(chatty)).toEqual(authentication);
});

test('a kind of authenticator is one of those that browsers know, or none', () => {
  expect(authenticatorKind.parse('hybrid')).toBe('hybrid');
  for (const odd of ['', 'platform', 'brain', null, {}]) {
    expect(authenticatorKind.safeParse(odd).success).toBe(false);
  }
});

test('attachments and transports of the future are no reason to refuse', () => {
  const { response } = registration;
  const answer = registrationAnswer.parse({
    challenge,
    response: {
      ...response,
      authenticatorAttachment: 'brain',
      response: { ...response.response, transports: ['internal', 'telepathy'] },
    },
  });
  expect(answer.response.authenticatorAttachment).toBeUndefined();
  expect(answer.response.response.transports).toEqual(['internal', 'telepathy']);
});

test.each([undefined, null, 'text', 1, [], {}, { challenge }, { challenge, response: null }])(
  'WA1: %j is no answer',
  (input) => {
    expect(registrationAnswer.safeParse(input).success).toBe(false);
    expect(authenticationAnswer.safeParse(input).success).toBe(false);
  },
);

test('WA1: an answer to the other ceremony is none', () => {
  expect(registrationAnswer.safeParse(authentication).success).toBe(false);
  expect(authenticationAnswer.safeParse(registration).success).toBe(false);
});

test.each([
  ['WA22: an empty credential ID', { id: '', rawId: '' }],
  ['WA22: a credential ID of 1024 bytes', { id: 'A'.repeat(1366), rawId: 'A'.repeat(1366) }],
  ['a credential ID in another alphabet', { id: 'a+b/' }],
  ['a credential ID that is no text', { id: 1 }],
  ['another type of credential', { type: 'password' }],
])('%s is refused', (_name, spoiled) => {
  expect(
    registrationAnswer.safeParse({ challenge, response: { ...registration.response, ...spoiled } }).success,
  ).toBe(false);
  expect(
    authenticationAnswer.safeParse({ challenge, response: { ...authentication.response, ...spoiled } })
      .success,
  ).toBe(false);
});

test.each([
  ['WA28: an empty user handle', { userHandle: '' }],
  ['a user handle beyond 64 bytes', { userHandle: 'A'.repeat(87) }],
  ['WA29: an empty signature', { signature: '' }],
  ['a signature in another alphabet', { signature: 'a+b/' }],
  ['WA31: no authenticator data', { authenticatorData: undefined }],
  ['client data beyond all measure', { clientDataJSON: 'A'.repeat(4001) }],
])('%s is refused', (_name, spoiled) => {
  const response = { ...authentication.response.response, ...spoiled };
  expect(
    authenticationAnswer.safeParse({ challenge, response: { ...authentication.response, response } }).success,
  ).toBe(false);
});

test.each([
  ['WA26: an attestation beyond all measure', { attestationObject: 'A'.repeat(60_001) }],
  ['a transport with a NUL, which Postgres cannot keep', { transports: ['internal\0'] }],
  ['an empty transport', { transports: [''] }],
  ['eleven transports', { transports: Array.from({ length: 11 }, () => 'usb') }],
  ['transports that are no list', { transports: 'usb' }],
])('%s is refused', (_name, spoiled) => {
  const response = { ...registration.response.response, ...spoiled };
  expect(
    registrationAnswer.safeParse({ challenge, response: { ...registration.response, response } }).success,
  ).toBe(false);
});

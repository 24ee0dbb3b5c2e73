import { expect, test } from 'vitest';
import { listCredentials } from '@/db/credentials';
import { register } from '@/test/ceremonies';
import { insertPerson } from '@/test/people';
import { createAuthenticator } from '@/test/software-authenticator';
import { beginRegistration } from './registration';

test('WA16, WA40: they ask for a discoverable credential, a verified user, three algorithms and no attestation', async () => {
  const ada = await insertPerson();
  expect(await beginRegistration(ada, ada.visitor)).toMatchObject({
    rp: { id: 'localhost', name: 'Latchkey' },
    pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
    timeout: 300_000,
    attestation: 'none',
    authenticatorSelection: {
      residentKey: 'required',
      requireResidentKey: true,
      userVerification: 'required',
    },
  });
});

test('WA32: the user handle is the 64 bytes of the account, the same every time, and says nothing about its owner', async () => {
  const ada = await insertPerson();
  const [first, second] = [
    await beginRegistration(ada, ada.visitor),
    await beginRegistration(ada, ada.visitor),
  ];
  expect(Buffer.from(first.user.id, 'base64url')).toEqual(Buffer.from(ada.userHandle));
  expect(second.user).toEqual(first.user);
  expect(first.user).toMatchObject({ name: ada.user.email, displayName: ada.user.name });
});

test('WA33: they exclude all passkeys of the account with their transports, and nobody else’s', async () => {
  const [ada, bob] = [await insertPerson(), await insertPerson()];
  await register(ada, createAuthenticator(), { response: { transports: ['internal'] } });
  await register(ada, createAuthenticator(), { response: { transports: ['usb', 'nfc'] } });
  await register(bob, createAuthenticator());
  const { excludeCredentials } = await beginRegistration(ada, ada.visitor);
  const owned = await listCredentials(ada.user.id);
  expect(excludeCredentials).toEqual(
    owned.map(({ id, transports }) => ({ id, transports, type: 'public-key' })),
  );
  expect(excludeCredentials?.map(({ transports }) => transports)).toEqual([['internal'], ['usb', 'nfc']]);
});

test('WA39: what one call is given does not reach the next', async () => {
  const ada = await insertPerson();
  const first = await beginRegistration(ada, ada.visitor);
  const expected = structuredClone(first.authenticatorSelection);
  Object.assign(first.authenticatorSelection ?? {}, { authenticatorAttachment: 'cross-platform' });
  first.pubKeyCredParams.length = 0;
  const second = await beginRegistration(ada, ada.visitor);
  expect(second.authenticatorSelection).toEqual(expected);
  expect(second.pubKeyCredParams).toHaveLength(3);
});

test.each([
  ['client-device', 'platform'],
  ['hybrid', 'cross-platform'],
  ['security-key', 'cross-platform'],
] as const)('asked for %s they hint at it, and leave the next ones alone', async (kind, attachment) => {
  const ada = await insertPerson();
  const { hints, authenticatorSelection } = await beginRegistration(ada, ada.visitor, kind);
  expect(hints).toEqual([kind]);
  expect(authenticatorSelection?.authenticatorAttachment).toBe(attachment);

  const next = await beginRegistration(ada, ada.visitor);
  expect(next.hints).toEqual([]);
  expect(next.authenticatorSelection?.authenticatorAttachment).toBeUndefined();
});

test('every challenge is new and has 32 bytes', async () => {
  const ada = await insertPerson();
  const challenges = [
    await beginRegistration(ada, ada.visitor),
    await beginRegistration(ada, ada.visitor),
  ].map(({ challenge }) => challenge);
  expect(new Set(challenges).size).toBe(2);
  expect(challenges.map((challenge) => Buffer.from(challenge, 'base64url').length)).toEqual([32, 32]);
});

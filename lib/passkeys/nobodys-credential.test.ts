import { randomBytes } from 'node:crypto';
import { verifyAuthenticationResponse } from '@simplewebauthn/server';
import { expect, test, vi } from 'vitest';
import { db } from '@/db/client';
import { register, startSignIn } from '@/test/ceremonies';
import { refusalOf } from '@/test/link-journey';
import { insertPerson } from '@/test/people';
import { disable } from '@/test/recoveries';
import { createAuthenticator } from '@/test/software-authenticator';

// As it is, but counted: what it costs is what could tell.
vi.mock('@simplewebauthn/server', async (original) => {
  const library = await original<typeof import('@simplewebauthn/server')>();
  return { ...library, verifyAuthenticationResponse: vi.fn(library.verifyAuthenticationResponse) };
});

test('EN6: an answer that cannot be right is refused alike, and costs as much, whosever passkey it names', async () => {
  const [ada, gone] = [await insertPerson(), await insertPerson()];
  const [adas, disabled, nobodys] = [createAuthenticator(), createAuthenticator(), createAuthenticator()];
  await register(ada, adas);
  await register(gone, disabled);
  await disable(gone.user.id);
  const named = { userHandle: randomBytes(64).toString('base64url') };
  const onlyId = { id: adas.credentialId, rawId: adas.credentialId };

  const outcomes = [
    await outcomeOf(adas, { signature: flipped }),
    await outcomeOf(nobodys, { answer: onlyId, response: named }),
    await outcomeOf(nobodys, { response: named }),
    await outcomeOf(nobodys),
    await outcomeOf(disabled),
  ];
  expect(outcomes).toEqual(Array(5).fill({ refusal: 'passkey_refused', queries: 2, verifications: 1 }));
});

/** A count of queries, one of them the store's, and of verifications. */
async function outcomeOf(...[authenticator, deviations]: Answer) {
  const attempt = await startSignIn(authenticator);
  let queries = 0;
  const count = () => {
    queries += 1;
  };
  vi.mocked(verifyAuthenticationResponse).mockClear();
  db().$client.on('acquire', count);
  const refusal = await refusalOf(attempt.finish(deviations));
  db().$client.off('acquire', count);
  return { refusal, queries, verifications: vi.mocked(verifyAuthenticationResponse).mock.calls.length };
}

function flipped(signature: Buffer): Buffer {
  signature.writeUInt8(signature.readUInt8(signature.length - 1) ^ 1, signature.length - 1);
  return signature;
}

type Answer = [
  Parameters<typeof startSignIn>[0],
  Parameters<Awaited<ReturnType<typeof startSignIn>>['finish']>[0]?,
];

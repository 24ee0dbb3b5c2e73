import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { findCredential, listCredentials } from '@/db/credentials';
import { AuthFailure } from '@/lib/errors';
import { selfAttestation } from '@/test/attestation-violations';
import { register, startRegistration, startSignIn } from '@/test/ceremonies';
import { insertPerson, newVisitor, type Person } from '@/test/people';
import { createAuthenticator } from '@/test/software-authenticator';
import { objectionTo } from './attestation';
import { isSoundPublicKey } from './public-key';
import { authenticationResponse, ceremonyAnswer, registrationResponse } from './responses';

/** A byte of a member, and what becomes of it. */
const mutation = fc.record({ at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) });
const runs = { numRuns: 100 };

let ada: Person;
const authenticator = createAuthenticator();

beforeAll(async () => {
  ada = await insertPerson();
  await register(ada, authenticator);
});

describe('One byte changed in the answer of a passkey', () => {
  test.each([
    ['WA2, WA29: is refused, wherever in its clientDataJSON', 'clientDataJSON'],
    ['WA29, WA31: is refused, wherever in its authenticatorData', 'authenticatorData'],
    ['WA29: is refused, wherever in its signature', 'signature'],
    ['WA28: is refused, wherever in its userHandle', 'userHandle'],
  ] as const)('%s', async (_title, member) => {
    await fc.assert(
      fc.asyncProperty(mutation, async (change) => {
        const attempt = await startSignIn(authenticator);
        const finished = (answer: AuthenticationResponseJSON) => changed(answer, member, change);
        await expect(attempt.finish({ finished })).rejects.toMatchObject({ code: 'passkey_refused' });
      }),
      runs,
    );
  });

  test('WA27: is refused, wherever in its ID', async () => {
    await fc.assert(
      fc.asyncProperty(mutation, async (change) => {
        const attempt = await startSignIn(authenticator);
        const id = mutated(authenticator.credentialId, change);
        await expect(attempt.finish({ answer: { id, rawId: id } })).rejects.toMatchObject({
          reason: 'unknown_credential',
        });
      }),
      runs,
    );
  });
});

describe('One byte changed in the answer to a registration', () => {
  test.each([
    ['WA2, WA21: is refused, wherever in its clientDataJSON, where the key itself attests', 'clientDataJSON'],
    [
      'WA21, WA26: is refused, wherever in its attestationObject, where the key itself attests',
      'attestationObject',
    ],
  ] as const)('%s', async (_title, member) => {
    await fc.assert(
      fc.asyncProperty(mutation, async (change) => {
        const attempt = await startRegistration(elsewhere(ada), createAuthenticator());
        const finished = (answer: RegistrationResponseJSON) => changed(answer, member, change);
        const spoiled = attempt.finish({ attest: selfAttestation, finished });
        await expect(spoiled).rejects.toMatchObject({ code: 'passkey_not_created' });
      }),
      runs,
    );
  });

  test('WA26: is refused where nothing is attested, but for what nobody vouches for then', async () => {
    await fc.assert(
      fc.asyncProperty(mutation, async (change) => {
        const bob = await insertPerson();
        const authenticator = createAuthenticator();
        const attempt = await startRegistration(bob, authenticator);
        let honest = Buffer.alloc(0);
        const finished = (answer: RegistrationResponseJSON) => {
          honest = Buffer.from(answer.response.attestationObject, 'base64url');
          return changed(answer, 'attestationObject', change);
        };
        const outcome = await attempt.finish({ finished }).catch((error) => error);
        if (outcome instanceof AuthFailure) {
          expect(outcome.code).toBe('passkey_not_created');
          expect(await listCredentials(bob.user.id)).toEqual([]);
        } else {
          // Flags (but those that are required), sign count and AAGUID: 21 bytes after the hash of the RP ID.
          const flags = honest.length - attestedLength + 32;
          expect(change.at % honest.length).toBeGreaterThanOrEqual(flags);
          expect(change.at % honest.length).toBeLessThan(flags + 21);
          expect(await findCredential(authenticator.credentialId)).toMatchObject({ userId: bob.user.id });
        }
      }),
      runs,
    );
  });
});

describe('Whatever a client sends', () => {
  const json = fc.jsonValue({ maxDepth: 6 });

  test('WA1: is an answer or none: reading it never throws', () => {
    fc.assert(
      fc.property(fc.oneof(json, fc.anything({ withNullPrototype: true, withBigInt: true })), (value) => {
        for (const schema of [ceremonyAnswer, registrationResponse, authenticationResponse]) {
          expect(typeof schema.safeParse(value).success).toBe('boolean');
        }
      }),
      { numRuns: 2_000 },
    );
  });

  test('WA25: is a sound key or none: reading it never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(isSoundPublicKey(new Uint8Array(bytes))).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });

  test('WA1, WA26: is refused with words where an answer is due, and its challenge is spent', async () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 300 }).map(toText);
    const member = fc.oneof(bytes, json, fc.string({ unit: 'binary' }));
    await fc.assert(
      fc.asyncProperty(member, member, member, json, async (first, second, third, whole) => {
        const attempts = [
          { attempt: await startSignIn(authenticator), code: 'passkey_refused' },
          {
            attempt: await startRegistration(elsewhere(ada), createAuthenticator()),
            code: 'passkey_not_created',
          },
        ];
        for (const { attempt, code } of attempts) {
          const response = {
            clientDataJSON: first,
            authenticatorData: second,
            attestationObject: second,
            signature: third,
          };
          const finished = (answer: object) => (first === second ? whole : { ...answer, response });
          await expect(attempt.finish({ finished })).rejects.toMatchObject({ code });
          await expect(attempt.finish()).rejects.toMatchObject({ code: 'challenge_gone' });
        }
      }),
      { numRuns: 60 },
    );
  });

  test('WA26: is no attestation, however deep or long it claims to be', () => {
    const heads = fc.constantFrom(
      0x81,
      0x9a,
      0x9b,
      0xa1,
      0xba,
      0xbb,
      0xc1,
      0xd8,
      0x5a,
      0x5b,
      0x7b,
      0xff,
      0x9f,
      0xbf,
    );
    fc.assert(
      fc.property(fc.array(heads, { minLength: 1, maxLength: 8 }), (pattern) => {
        const attestation = Buffer.alloc(45_000, Buffer.from(pattern)).toString('base64url');
        expect(() => objectionTo(attestation)).toThrow();
      }),
      { numRuns: 200 },
    );
  });
});

/** In another browser: one client may begin so many ceremonies only. */
function elsewhere(person: Person): Person {
  return { ...person, visitor: newVisitor() };
}

function changed<M extends string, R extends { response: object }>(answer: R, member: M, change: Change): R {
  const members = answer.response as Record<M, string>;
  return { ...answer, response: { ...members, [member]: mutated(members[member], change) } };
}

function mutated(text: string, { at, by }: Change): string {
  const bytes = Buffer.from(text, 'base64url');
  const index = at % bytes.length;
  bytes[index] = (bytes[index] ?? 0) ^ by;
  return toText(bytes);
}

function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64url');
}

/** Of the authenticator data, which an attestation ends with: RP ID hash, flags, count, AAGUID, ID of 32 bytes, ES256 key. */
const attestedLength = 32 + 5 + 16 + 2 + 32 + 77;

type Change = { at: number; by: number };

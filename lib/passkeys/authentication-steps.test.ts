import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { findCredential, listCredentials } from '@/db/credentials';
import { sessions } from '@/db/schema';
import { authenticationViolations } from '@/test/authentication-violations';
import { register, startSignIn } from '@/test/ceremonies';
import type { Violation } from '@/test/ceremony-violations';
import { insertPerson, type Person } from '@/test/people';
import { type AuthenticationDeviations, createAuthenticator } from '@/test/software-authenticator';

let ada: Person;
const authenticator = createAuthenticator();

beforeAll(async () => {
  ada = await insertPerson();
  await register(ada, authenticator);
});

// WebAuthn L3, 7.2. The same answers are given over HTTP in e2e/adversarial/authentication.spec.ts.

const violations = authenticationViolations('http://localhost:3000');

describe('Refused is', () => {
  refuses('WA1: %s', violations.WA1);
  refuses('WA2: %s', violations.WA2);
  refuses('WA3: %s', violations.WA3);
  refuses('WA4: %s', violations.WA4);
  refuses('WA9: %s', violations.WA9);
  refuses('WA12: %s', violations.WA12);
  refuses('WA13: %s', violations.WA13);
  refuses('WA14: %s', violations.WA14);
  refuses('WA15: %s', violations.WA15);
  refuses('WA16: %s', violations.WA16);
  refuses('WA17: %s', violations.WA17);
  refuses('WA18: %s', violations.WA18);
  refuses('WA27: %s', violations.WA27);
  refuses('WA28: %s', violations.WA28);
  refuses('WA29: %s', violations.WA29);
  refuses('WA31: %s', violations.WA31);
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

function refuses(title: `WA${number}: %s`, vectors: Violation<AuthenticationDeviations>[]) {
  test.each(vectors)(title, async (_name, deviations, reason = 'library_refused') => {
    const before = await kept();
    const attempt = await startSignIn(authenticator);
    await expect(attempt.finish(deviations)).rejects.toMatchObject({ code: 'passkey_refused', reason });
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

import { beforeAll, describe, expect, test } from 'vitest';
import { listCredentials } from '@/db/credentials';
import { register, startRegistration } from '@/test/ceremonies';
import type { Violation } from '@/test/ceremony-violations';
import { insertPerson, type Person } from '@/test/people';
import { allowedRegistrations, registrationViolations } from '@/test/registration-violations';
import { createAuthenticator, type RegistrationDeviations } from '@/test/software-authenticator';

// WebAuthn L3, 7.1. The same answers are given over HTTP in e2e/adversarial/registration.spec.ts.

let ada: Person;
beforeAll(async () => {
  ada = await insertPerson();
});

const violations = registrationViolations('http://localhost:3000');

describe('Refused is', () => {
  refuses('WA1: %s', violations.WA1);
  refuses('WA2: %s', violations.WA2);
  refuses('WA3: %s', violations.WA3);
  refuses('WA4: %s', violations.WA4);
  refuses('WA9: %s', violations.WA9);
  refuses('WA10: %s', violations.WA10);
  refuses('WA11: %s', violations.WA11);
  refuses('WA14: %s', violations.WA14);
  refuses('WA15: %s', violations.WA15);
  refuses('WA16: %s', violations.WA16);
  refuses('WA17: %s', violations.WA17);
  refuses('WA20: %s', violations.WA20);
  refuses('WA21: %s', violations.WA21);
  refuses('WA22: %s', violations.WA22);
  refuses('WA23: %s', violations.WA23);
  refuses('WA25: %s', violations.WA25);
  refuses('WA26: %s', violations.WA26);
  refuses('WA31: %s', violations.WA31);
});

test.each(allowedRegistrations)('%s is accepted', async (_name, deviations) => {
  const ada = await insertPerson();
  await register(ada, createAuthenticator(), deviations);
  expect(await listCredentials(ada.user.id)).toHaveLength(1);
});

function refuses(title: `WA${number}: %s`, vectors: Violation<RegistrationDeviations>[]) {
  test.each(vectors)(title, async (_name, deviations, reason = 'library_refused') => {
    const attempt = await startRegistration(ada, createAuthenticator());
    await expect(attempt.finish(deviations)).rejects.toMatchObject({ code: 'passkey_not_created', reason });
    await expect(attempt.finish()).rejects.toMatchObject({ code: 'challenge_gone' });
    expect(await listCredentials(ada.user.id)).toEqual([]);
  });
}

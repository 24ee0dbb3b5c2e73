import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { findCredential, listCredentials } from '@/db/credentials';
import { credentials, sessions, users } from '@/db/schema';
import { register, signIn, startSignIn } from '@/test/ceremonies';
import { insertPerson, newOpening, newVisitor } from '@/test/people';
import { createAuthenticator } from '@/test/software-authenticator';
import { beginAuthentication } from './authentication';

test.each(['ES256', 'EdDSA', 'RS256'] as const)('a passkey with a key for %s signs in', async (algorithm) => {
  const ada = await insertPerson();
  const authenticator = createAuthenticator({ algorithm });
  await register(ada, authenticator);
  expect(await signIn(authenticator, { signCount: 1 })).toMatchObject({ user: { id: ada.user.id } });

  expect(await sessionsOf(ada.user.id)).toMatchObject([
    { method: 'passkey', credentialId: authenticator.credentialId, device: 'Chrome on macOS' },
  ]);
  expect(await findCredential(authenticator.credentialId)).toMatchObject({ signCount: 1 });
  const [passkey] = await listCredentials(ada.user.id);
  expect(passkey?.lastUsedAt?.getTime()).toBeGreaterThanOrEqual(passkey?.createdAt.getTime() ?? Infinity);
});

test('EN5: the options ask for a verified user and name no credential, whoever has one', async () => {
  await register(await insertPerson(), createAuthenticator());
  const { challenge, allowCredentials = [], ...options } = await beginAuthentication(newVisitor());
  expect(options).toEqual({
    rpId: 'localhost',
    timeout: 300_000,
    userVerification: 'required',
  });
  expect(allowCredentials).toEqual([]);
  expect(Buffer.from(challenge, 'base64url')).toHaveLength(32);
});

test('WA19: a backup state that changed is stored, both ways', async () => {
  const ada = await insertPerson();
  const authenticator = createAuthenticator({ synced: true });
  await register(ada, authenticator);
  await signIn(authenticator, { flags: { BS: false } });
  expect(await listCredentials(ada.user.id)).toMatchObject([{ backupEligible: true, backupState: false }]);
  await signIn(authenticator, { flags: { BS: true } });
  expect(await listCredentials(ada.user.id)).toMatchObject([{ backupEligible: true, backupState: true }]);
});

test.each([true, false])('WA18: a backup eligibility that is no longer %s is refused', async (synced) => {
  const ada = await insertPerson();
  const authenticator = createAuthenticator({ synced });
  await register(ada, authenticator);
  await expect(signIn(authenticator, { flags: { BE: !synced, BS: false } })).rejects.toMatchObject({
    code: 'passkey_refused',
    reason: 'backup_eligibility',
  });
  expect(await listCredentials(ada.user.id)).toMatchObject([{ backupEligible: synced, backupState: synced }]);
});

test('CO2, WA5: 50 answers to one challenge at once open one session', async () => {
  const ada = await insertPerson();
  const authenticator = createAuthenticator();
  await register(ada, authenticator);
  const attempt = await startSignIn(authenticator);
  const outcomes = await Promise.allSettled(Array.from({ length: 50 }, () => attempt.finish()));
  const refusals = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(new Set(refusals.map(({ reason }) => reason.code))).toEqual(new Set(['challenge_gone']));
  expect(refusals).toHaveLength(49);
  expect(await sessionsOf(ada.user.id)).toHaveLength(1);
});

test('a sign-in ends the session that its browser had', async () => {
  const ada = await insertPerson();
  const authenticator = createAuthenticator();
  await register(ada, authenticator);
  const first = newOpening();
  await (await startSignIn(authenticator)).finish({}, undefined, first);
  const second = { ...newOpening(), previousTokenHash: first.tokenHash };
  await (await startSignIn(authenticator)).finish({}, undefined, second);
  expect(await sessionsOf(ada.user.id)).toMatchObject([{ tokenHash: second.tokenHash }]);
});

test('WA36, WA37: a removed passkey, a disabled and a deleted account are refused alike', async () => {
  const ends = [
    (id: string) => db().delete(credentials).where(eq(credentials.userId, id)),
    (id: string) => db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, id)),
    (id: string) => db().delete(users).where(eq(users.id, id)),
  ];
  for (const end of ends) {
    const ada = await insertPerson();
    const authenticator = createAuthenticator();
    await register(ada, authenticator);
    const attempt = await startSignIn(authenticator);
    await end(ada.user.id);
    await expect(attempt.finish()).rejects.toMatchObject({
      code: 'passkey_refused',
      reason: 'unknown_credential',
    });
    expect(await sessionsOf(ada.user.id)).toEqual([]);
  }
});

async function sessionsOf(userId: string) {
  return db().select().from(sessions).where(eq(sessions.userId, userId));
}

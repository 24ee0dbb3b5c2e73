import { and, eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { findCredential } from '@/db/credentials';
import { securityEvents } from '@/db/schema';
import { register, signIn, startSignIn } from '@/test/ceremonies';
import { insertPerson } from '@/test/people';
import { createAuthenticator } from '@/test/software-authenticator';

// WA30: WebAuthn L3, 7.2 step 22.

const refused = { code: 'passkey_refused', reason: 'sign_count' };

test('WA30: a count that rises is stored, up to the highest there is', async () => {
  const { authenticator, count, regressions } = await passkey({ synced: false, signCount: 5 });
  for (const signCount of [6, 100, 0xffffffff]) {
    await signIn(authenticator, { signCount });
    expect(await count()).toBe(signCount);
  }
  expect(await regressions()).toEqual([]);
});

test.each([true, false])('WA30: a passkey that never counts signs in (synced: %s)', async (synced) => {
  const { authenticator, count, regressions } = await passkey({ synced, signCount: 0 });
  await signIn(authenticator, { signCount: 0 });
  await signIn(authenticator, { signCount: 0 });
  expect(await count()).toBe(0);
  expect(await regressions()).toEqual([]);
});

describe.each([5, 4, 0])('WA30: a count of %s after one of 5', (signCount) => {
  test('is refused where the passkey stays on its device, and told to the owner', async () => {
    const { authenticator, count, regressions } = await passkey({ synced: false, signCount: 5 });
    await expect(signIn(authenticator, { signCount })).rejects.toMatchObject(refused);
    expect(await count()).toBe(5);
    expect(await regressions()).toMatchObject([{ details: { name: 'Chrome on macOS' } }]);
    await signIn(authenticator, { signCount: 6 });
  });

  test('is accepted where the passkey is synced, and told to the owner; the stored one does not fall', async () => {
    const { authenticator, count, regressions } = await passkey({ synced: true, signCount: 5 });
    await signIn(authenticator, { signCount });
    expect(await count()).toBe(5);
    expect(await regressions()).toMatchObject([{ details: { name: 'Chrome on macOS' } }]);
  });
});

test('WA30: of two answers given at once, the higher count stays, whichever comes in first', async () => {
  for (const order of [
    [11, 12],
    [12, 11],
  ]) {
    const { authenticator, count } = await passkey({ synced: true, signCount: 10 });
    const attempts = [await startSignIn(authenticator), await startSignIn(authenticator)];
    for (const [index, attempt] of attempts.entries()) {
      await attempt.finish({ signCount: order[index] });
    }
    expect(await count()).toBe(12);
  }
});

test('WA30: where the passkey stays on its device, an answer that was overtaken is refused', async () => {
  const { authenticator, count } = await passkey({ synced: false, signCount: 10 });
  const overtaken = await startSignIn(authenticator);
  await signIn(authenticator, { signCount: 12 });
  await expect(overtaken.finish({ signCount: 11 })).rejects.toMatchObject(refused);
  expect(await count()).toBe(12);
});

test('WA30: a regressed count of somebody without the key is not told: it may say anything', async () => {
  const { authenticator, regressions } = await passkey({ synced: false, signCount: 5 });
  const forged = { signCount: 1, signature: () => Buffer.from('3006020101020101', 'hex') };
  await expect(signIn(authenticator, forged)).rejects.toMatchObject({ reason: 'signature' });
  expect(await regressions()).toEqual([]);
});

async function passkey({ synced, signCount }: { synced: boolean; signCount: number }) {
  const ada = await insertPerson();
  const authenticator = createAuthenticator({ synced });
  await register(ada, authenticator, { signCount });
  return {
    authenticator,
    count: async () => (await findCredential(authenticator.credentialId))?.signCount,
    regressions: () =>
      db()
        .select()
        .from(securityEvents)
        .where(and(eq(securityEvents.userId, ada.user.id), eq(securityEvents.type, 'sign_count_regressed'))),
  };
}

import { and, eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { findCredential } from '@/db/credentials';
import { securityEvents, sessions } from '@/db/schema';
import { register, startSignIn } from '@/test/ceremonies';
import { insertPerson } from '@/test/people';
import { createAuthenticator } from '@/test/software-authenticator';

const ROUNDS = 10;

test('CO5: a synced passkey that counts 11 and 12 at once signs in twice, and 12 is kept', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { ada, credentialId, answers } = await countTogether({ synced: true, backwards: round % 2 === 0 });
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    expect((await findCredential(credentialId))?.signCount).toBe(12);
    expect(await db().$count(sessions, eq(sessions.userId, ada))).toBe(2);
  }
});

test('CO5: of one that stays on its device, 12 always signs in and is kept; 11 does if it was first', async () => {
  for (let round = 0; round < ROUNDS; round += 1) {
    const { ada, credentialId, answers } = await countTogether({ synced: false, backwards: round % 2 === 0 });
    const [eleven, twelve] = answers;
    expect(twelve?.status).toBe('fulfilled');
    expect((await findCredential(credentialId))?.signCount).toBe(12);
    if (eleven?.status === 'rejected') expect(eleven.reason).toMatchObject({ code: 'passkey_refused' });
    const opened = answers.filter(({ status }) => status === 'fulfilled').length;
    expect(await db().$count(sessions, eq(sessions.userId, ada))).toBe(opened);
    // An alarm is there only where a count of 11 was seen after 12.
    const alarm = and(eq(securityEvents.userId, ada), eq(securityEvents.type, 'sign_count_regressed'));
    expect(await db().$count(securityEvents, alarm)).toBeLessThanOrEqual(2 - opened);
  }
});

/** Two answers of one passkey under way together; in the order 11, 12, whichever was sent first. */
async function countTogether({ synced, backwards }: { synced: boolean; backwards: boolean }) {
  const ada = await insertPerson();
  const authenticator = createAuthenticator({ synced });
  await register(ada, authenticator, { signCount: 10 });
  const attempts = [await startSignIn(authenticator), await startSignIn(authenticator)];
  const counts = backwards ? [12, 11] : [11, 12];
  const answers = await Promise.allSettled(
    attempts.map((attempt, index) => attempt.finish({ signCount: counts[index] })),
  );
  return {
    ada: ada.user.id,
    credentialId: authenticator.credentialId,
    answers: backwards ? answers.toReversed() : answers,
  };
}

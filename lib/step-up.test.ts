import { expect, test } from 'vitest';
import type { Account, Session } from '@/db/sessions';
import { insertPerson } from '@/test/people';
import { policy } from './policy';
import { isConfirmed } from './step-up';

const recent = [0, 1, 300, policy.stepUp - 5];
const old = [policy.stepUp + 1, 3_600, policy.session.lifetime];

test('an authentication of the last ten minutes is good enough, an older one is not', async () => {
  for (const method of ['passkey', 'email', 'recovery'] as const) {
    for (const seconds of recent) expect(await confirmed({ method, seconds })).toBe(true);
    for (const seconds of old) expect(await confirmed({ method, seconds })).toBe(false);
  }
});

test('SE19: whoever owns a passkey has to use one: their mail is not good enough, however recent', async () => {
  const credentialIds = ['one'];
  for (const seconds of recent) {
    expect(await confirmed({ method: 'email', seconds, credentialIds })).toBe(false);
    expect(await confirmed({ method: 'passkey', seconds, credentialIds })).toBe(true);
  }
});

test('a passkey that was removed meanwhile confirms nothing', async () => {
  for (const seconds of recent) {
    expect(await confirmed({ method: 'passkey', seconds, credentialId: null })).toBe(false);
  }
});

test('nor does mail, where email sign-in is off or paused', async () => {
  for (const emailSignIn of ['off', 'paused'] as const) {
    for (const seconds of recent)
      expect(await confirmed({ method: 'email', seconds, emailSignIn })).toBe(false);
    expect(await confirmed({ method: 'recovery', seconds: 0, emailSignIn })).toBe(true);
  }
});

test('a recovery is good enough for those who have lost their passkeys', async () => {
  expect(await confirmed({ method: 'recovery', seconds: 0, credentialIds: ['lost'] })).toBe(true);
});

async function confirmed({
  method,
  seconds,
  credentialIds = [],
  credentialId = 'one',
  emailSignIn = 'on',
}: Case) {
  const { session, user } = await insertPerson();
  return isConfirmed({
    session: { ...session, method, credentialId, authenticatedAt: new Date(Date.now() - seconds * 1_000) },
    user: { ...user, credentialIds, emailSignIn },
  });
}

type Case = {
  method: Session['method'];
  seconds: number;
  credentialIds?: string[];
  credentialId?: string | null;
  emailSignIn?: Account['emailSignIn'];
};

import { eq } from 'drizzle-orm';
import { afterAll, expect, test } from 'vitest';
import { db } from '@/db/client';
import { sessions } from '@/db/schema';
import { findSession } from '@/db/sessions';
import { policy } from '@/lib/policy';
import { createRecoveryCodes, redeemRecoveryCode } from '@/lib/recovery/codes';
import { register, startSignIn } from '@/test/ceremonies';
import { startInbox } from '@/test/inbox';
import { askToSignIn, enterCode, latestProof, newBrowser, openLink, refusalOf } from '@/test/link-journey';
import { insertPerson, newOpening, newVisitor, openSessionOf, type Person } from '@/test/people';
import { beginRecoveryAgo, userOf } from '@/test/recoveries';
import { createAuthenticator } from '@/test/software-authenticator';
import { disableAccount } from './deeds';
import { makeOperatorLink, redeemOperatorLink } from './link';

const inbox = await startInbox();
afterAll(inbox.close);

/** Each way in, begun before the account is disabled, and ended after. */
const ways: Record<string, (person: Person) => Promise<() => Promise<unknown>>> = {
  'a mailed link': async ({ user }) => {
    const { browser, token } = await mailed(user.email);
    return () => openLink(browser, token);
  },
  'a mailed code': async ({ user }) => {
    const { browser, code } = await mailed(user.email);
    return () => enterCode(browser, code);
  },
  'the delayed way back': async ({ user }) => {
    await beginRecoveryAgo(user.id, policy.recovery.wait + 60);
    const { browser, token } = await mailed(user.email);
    return () => openLink(browser, token);
  },
  'a recovery code': async (person) => {
    const { user, visitor } = person;
    const close = await openSessionOf(person);
    const [typed = ''] = await createRecoveryCodes(person, { visitor, later: () => {} });
    await close();
    const identifier = { kind: 'email', email: user.email } as const;
    const acting = { visitor: newVisitor(), later: () => {} };
    return () => redeemRecoveryCode({ identifier, typed }, acting, newOpening());
  },
  'a passkey': async (person) => {
    const authenticator = createAuthenticator();
    await register(person, authenticator);
    const attempt = await startSignIn(authenticator);
    return () => attempt.finish();
  },
  "an operator's link": async ({ user }) => {
    const made = await makeOperatorLink(user, 'grace');
    const token = typeof made === 'string' ? '' : made.url.split('=')[1];
    return () => redeemOperatorLink(token ?? '', newOpening());
  },
};

test.each(Object.entries(ways))(
  '%s lets nobody in to an account that was disabled meanwhile',
  async (_, begin) => {
    const person = await insertPerson();
    const finish = await begin(person);
    await disableAccount(person.user, 'grace', null);
    expect(await refusalOf(finish())).not.toBeNull();
    expect(await db().$count(sessions, eq(sessions.userId, person.user.id))).toBe(0);
    expect(await userOf(person.user.id)).toMatchObject({ recoveryStartedAt: null });
  },
);

test.each(Object.entries(ways))('%s would have let its owner in', async (_, begin) => {
  const person = await insertPerson();
  const finish = await begin(person);
  expect(await refusalOf(finish())).toBeNull();
});

test('a session that is open is refused from its next request on', async () => {
  const person = await insertPerson();
  const opening = newOpening();
  const made = await makeOperatorLink(person.user, 'grace');
  await redeemOperatorLink(typeof made === 'string' ? '' : (made.url.split('=')[1] ?? ''), opening);
  expect(await findSession(opening.tokenHash, policy.session)).not.toBeNull();
  await disableAccount(person.user, 'grace', null);
  expect(await findSession(opening.tokenHash, policy.session)).toBeNull();
});

async function mailed(email: string) {
  const browser = newBrowser();
  await askToSignIn(browser, email);
  return { browser, ...(await latestProof(inbox, email)) };
}

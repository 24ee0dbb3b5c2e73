import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { openSessionByEmail } from '@/db/session-opening';
import { findSession } from '@/db/sessions';
import { register, startSignIn } from '@/test/ceremonies';
import { startInbox } from '@/test/inbox';
import { letPass, openLink, refusalOf, someoneWithMail } from '@/test/link-journey';
import { insertPerson, newOpening, openSessionOf } from '@/test/people';
import { createAuthenticator } from '@/test/software-authenticator';
import { policy } from './policy';

const inbox = await startInbox();
afterAll(inbox.close);
afterEach(() => void vi.useRealTimers());

// Whose clock it is: the database ends sessions, the store ends all that expires. An instance's own decides none of it.
describe.each([600, -600])('SE17: on an instance whose clock is %s s ahead', (seconds) => {
  const goWrong = () => vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });

  test('a session is found until its end, by the clock of the database', async () => {
    const { user } = await insertPerson();
    const opening = newOpening();
    await openSessionByEmail(user.id, user.email, opening);
    goWrong();
    expect(await findSession(opening.tokenHash, policy.session)).not.toBeNull();
    expect(await findSession(opening.tokenHash, { ...policy.session, idle: 0 })).toBeNull();
  });

  test('a link is good for its ten minutes, and no longer', async () => {
    const [kept, late] = [await someoneWithMail(inbox), await someoneWithMail(inbox)];
    goWrong();
    expect(await refusalOf(openLink(kept.browser, kept.token))).toBeNull();
    await letPass(policy.link.lifetime);
    expect(await refusalOf(openLink(late.browser, late.token))).toBe('link_expired');
  });

  test('a challenge is good for its five minutes, and no longer', async () => {
    const person = await insertPerson();
    await openSessionOf(person);
    const authenticator = createAuthenticator();
    await register(person, authenticator);
    const [kept, late] = [await startSignIn(authenticator), await startSignIn(authenticator)];
    goWrong();
    expect(await refusalOf(kept.finish())).toBeNull();
    await letPass(policy.challenge.lifetime);
    expect(await refusalOf(late.finish())).toBe('challenge_gone');
  });
});

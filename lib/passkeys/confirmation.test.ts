import { eq } from 'drizzle-orm';
import { expect, test } from 'vitest';
import { db } from '@/db/client';
import { securityEvents, users } from '@/db/schema';
import { openSessionByEmail, type Renewal } from '@/db/session-opening';
import { endSession, findSession } from '@/db/sessions';
import { policy } from '@/lib/policy';
import { isConfirmed } from '@/lib/step-up';
import { expire, register, signIn } from '@/test/ceremonies';
import { insertPerson, newOpening, newVisitor } from '@/test/people';
import { createAuthenticator } from '@/test/software-authenticator';
import { beginAuthentication, finishAuthentication } from './authentication';
import { beginConfirmation, finishConfirmation } from './confirmation';

test('SE20: a passkey of one’s own gives the session a new token, and the old one is dead', async () => {
  const { person, authenticator, tokenHash, before } = await signedInByMail();
  const renewal = newRenewal(tokenHash);
  const attempt = await startConfirmation(person, authenticator);
  const session = await attempt.finish(renewal);

  expect(await findSession(tokenHash, policy.session)).toBeNull();
  const found = await findSession(renewal.tokenHash, policy.session);
  expect(found?.session).toEqual(session);
  expect(session).toMatchObject({
    id: before.session.id,
    method: 'passkey',
    credentialId: authenticator.credentialId,
  });
  expect(isConfirmed(before)).toBe(false);
  expect(found && isConfirmed(found)).toBe(true);
  expect(await lastEvent(person.user.id)).toMatchObject({
    type: 'confirmed',
    sessionId: session.id,
    details: { method: 'passkey' },
  });
});

test('WA16, WA27: only the account’s own passkeys are asked for', async () => {
  const { person, authenticator } = await signedInByMail();
  const { options } = await startConfirmation(person, authenticator);
  expect(options).toMatchObject({
    allowCredentials: [{ id: authenticator.credentialId }],
    userVerification: 'required',
    timeout: 300_000,
  });
});

test('WA27: somebody else’s passkey is refused, and their session is theirs still', async () => {
  const [ada, eve] = [await signedInByMail(), await signedInByMail()];
  const attempt = await startConfirmation(ada.person, eve.authenticator);
  await expect(attempt.finish(newRenewal(ada.tokenHash))).rejects.toMatchObject(refused);
  expect(await findSession(ada.tokenHash, policy.session)).toEqual(ada.before);
});

test('the session of somebody else is not renewed by one’s own passkey', async () => {
  const [ada, eve] = [await signedInByMail(), await signedInByMail()];
  const attempt = await startConfirmation(eve.person, eve.authenticator);
  await expect(attempt.finish(newRenewal(ada.tokenHash))).rejects.toMatchObject({ code: 'not_signed_in' });
  expect(await findSession(ada.tokenHash, policy.session)).toEqual(ada.before);
});

test('WA6: the challenge of a sign-in does not confirm, and that of a step-up signs nobody in', async () => {
  const { person, authenticator, tokenHash } = await signedInByMail();
  const { challenge } = await beginAuthentication(person.visitor);
  const response = authenticator.authenticate({ challenge, rpId: 'localhost' });
  const answer = { challenge, response };
  await expect(
    finishConfirmation(person.user, answer, person.visitor, newRenewal(tokenHash)),
  ).rejects.toMatchObject(gone);

  const stepUp = await startConfirmation(person, authenticator);
  const given = {
    challenge: stepUp.challenge,
    response: authenticator.authenticate({ challenge: stepUp.challenge, rpId: 'localhost' }),
  };
  await expect(finishAuthentication(given, person.visitor, newOpening())).rejects.toMatchObject(gone);
});

test('WA5, WA7, WA8: a challenge is good once, in its time, in the browser and for the user that asked', async () => {
  const { person, authenticator, tokenHash } = await signedInByMail();
  const other = await signedInByMail();
  const attempt = await startConfirmation(person, authenticator);
  await expect(attempt.finish(newRenewal(tokenHash), newVisitor())).rejects.toMatchObject(gone);
  await expect(attempt.finish(newRenewal(tokenHash), person.visitor, other.person)).rejects.toMatchObject(
    gone,
  );
  const renewal = newRenewal(tokenHash);
  await attempt.finish(renewal);
  await expect(attempt.finish(newRenewal(renewal.tokenHash))).rejects.toMatchObject(gone);

  const late = await startConfirmation(person, authenticator);
  await expire(late.challenge);
  await expect(late.finish(newRenewal(renewal.tokenHash))).rejects.toMatchObject(gone);
});

test('of 20 answers at once exactly one renews the session', async () => {
  const { person, authenticator, tokenHash } = await signedInByMail();
  const attempts = await Promise.all(
    Array.from({ length: 20 }, () => startConfirmation(person, authenticator)),
  );
  const outcomes = await Promise.allSettled(attempts.map((attempt) => attempt.finish(newRenewal(tokenHash))));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a session that has ended meanwhile is not brought back', async () => {
  const { person, authenticator, tokenHash } = await signedInByMail();
  const attempt = await startConfirmation(person, authenticator);
  await endSession(tokenHash);
  const renewal = newRenewal(tokenHash);
  await expect(attempt.finish(renewal)).rejects.toMatchObject({ code: 'not_signed_in' });
  expect(await findSession(renewal.tokenHash, policy.session)).toBeNull();
});

test('WA37: a disabled account is confirmed by nothing', async () => {
  const { person, authenticator, tokenHash } = await signedInByMail();
  const attempt = await startConfirmation(person, authenticator);
  await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, person.user.id));
  await expect(attempt.finish(newRenewal(tokenHash))).rejects.toMatchObject(refused);
});

test.each(['signing in with', 'confirming by'])('%s a passkey cancels the delayed way back', async (how) => {
  const { person, authenticator, tokenHash } = await signedInByMail();
  await db().update(users).set({ recoveryStartedAt: new Date() }).where(eq(users.id, person.user.id));
  if (how === 'signing in with') await signIn(authenticator);
  else await (await startConfirmation(person, authenticator)).finish(newRenewal(tokenHash));
  const [user] = await db().select().from(users).where(eq(users.id, person.user.id));
  expect(user?.recoveryStartedAt).toBeNull();
  const events = await db().select().from(securityEvents).where(eq(securityEvents.userId, person.user.id));
  expect(events.map(({ type }) => type)).toContain('recovery_cancelled');
});

/** Somebody who owns a passkey, and has signed in by mail. */
async function signedInByMail() {
  const person = await insertPerson();
  const authenticator = createAuthenticator();
  await register(person, authenticator);
  const opening = newOpening();
  await openSessionByEmail(person.user.id, person.user.email, opening);
  const before = await findSession(opening.tokenHash, policy.session);
  if (!before) throw new Error('No session was opened');
  return { person: { ...person, ...before }, before, authenticator, tokenHash: opening.tokenHash };
}

/** A step-up up to its answer, which can be given more than once. */
async function startConfirmation(person: Someone, authenticator: ReturnType<typeof createAuthenticator>) {
  const options = await beginConfirmation(person.user, person.visitor);
  const { challenge } = options;
  return {
    options,
    challenge,
    finish: (renewal: Renewal, visitor = person.visitor, by = person) =>
      finishConfirmation(
        by.user,
        { challenge, response: authenticator.authenticate(options) },
        visitor,
        renewal,
      ),
  };
}

function newRenewal(previousTokenHash: Uint8Array): Renewal {
  return { ...newOpening(), previousTokenHash };
}

async function lastEvent(userId: string) {
  const events = await db()
    .select()
    .from(securityEvents)
    .where(eq(securityEvents.userId, userId))
    .orderBy(securityEvents.id);
  return events.at(-1);
}

const refused = { code: 'passkey_refused' };
const gone = { code: 'challenge_gone' };

type Someone = Awaited<ReturnType<typeof signedInByMail>>['person'];

import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { startRecovery } from '@/db/recovery';
import { replaceCodes } from '@/db/recovery-codes';
import { credentials, recoveryCodes, sessions, users } from '@/db/schema';
import { openSessionByEmail, openSessionByPasskey } from '@/db/session-opening';
import { findSession } from '@/db/sessions';
import {
  accountOf,
  addRogue,
  eventsOf,
  happened,
  hijacked,
  owner,
  press,
  sessionsOf,
  stranger,
  typesOf,
} from '@/test/hijack';
import { newCredential, newOpening } from '@/test/people';
import { policy } from './policy';

describe('A sign-in that was not mine', () => {
  test('has its session ended, and email sign-in paused; nothing else is touched', async () => {
    const [person, other] = [await hijacked(), await hijacked()];
    const { user, theirs, mine } = person;
    await press(theirs.event.id);

    expect(await sessionsOf(person)).toEqual([mine.sessionId]);
    expect(await accountOf(person)).toMatchObject({ emailSignIn: 'paused', email: user.email });
    expect(await openSessionByEmail(user.id, user.email, newOpening())).toBeNull();
    expect(await sessionsOf(other)).toHaveLength(2);
    expect(await accountOf(other)).toMatchObject({ emailSignIn: 'on' });
  });

  test('ends whatever else began by mail, for the stranger may have signed in more than once', async () => {
    const person = await hijacked();
    const { user, theirs, mine } = person;
    const again = await openSessionByEmail(user.id, user.email, { ...newOpening(), ...stranger });
    const opening = { ...newOpening(), ...owner };
    const asking = await openSessionByEmail(user.id, user.email, opening);
    const found = await findSession(opening.tokenHash, policy.session);
    if (!again || !asking) throw new Error('No session was opened');
    await press(theirs.event.id, found ?? undefined);
    expect(await sessionsOf(person)).toEqual([mine.sessionId, asking.sessionId].sort());
  });

  test('is told in the activity, with where the button was pressed', async () => {
    const person = await hijacked();
    const { id } = person.theirs.event;
    await press(id);
    const from = { ...owner, sessionId: null };
    expect(await eventsOf(person, id)).toMatchObject([
      { type: 'disowned', details: { eventId: String(id), type: 'signed_in' }, ...from },
      { type: 'session_ended', details: { device: stranger.device }, ...from },
      { type: 'email_sign_in_paused', ...from },
    ]);
  });

  test('leaves email sign-in off where the owner has turned it off', async () => {
    const person = await hijacked();
    const { id } = person.theirs.event;
    await db().update(users).set({ emailSignIn: 'off' }).where(eq(users.id, person.user.id));
    await press(id);
    expect(await accountOf(person)).toMatchObject({ emailSignIn: 'off' });
    expect(await typesOf(person, id)).not.toContain('email_sign_in_paused');
  });

  test('can be one whose session has ended since', async () => {
    const person = await hijacked();
    await db().delete(sessions).where(eq(sessions.id, person.theirs.sessionId));
    await press(person.theirs.event.id);
    expect(await sessionsOf(person)).toEqual([person.mine.sessionId]);
    expect(await accountOf(person)).toMatchObject({ emailSignIn: 'paused' });
  });

  test('in a disabled account is treated the same', async () => {
    const person = await hijacked();
    await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, person.user.id));
    await press(person.theirs.event.id);
    expect(await accountOf(person)).toMatchObject({ emailSignIn: 'paused', disabledAt: expect.any(Date) });
  });
});

describe('A passkey that is not mine', () => {
  test('is removed; the sessions it opened, and the one that added it, are ended', async () => {
    const person = await hijacked();
    const own = newCredential(person.user.id);
    await db().insert(credentials).values(own);
    const { rogue, event } = await addRogue(person);
    await openSessionByPasskey(rogue, newOpening());
    const kept = await openSessionByPasskey(own, newOpening());
    await press(event.id);

    expect(await db().$count(credentials, eq(credentials.id, rogue.id))).toBe(0);
    expect(await db().$count(credentials, eq(credentials.id, own.id))).toBe(1);
    expect(await sessionsOf(person)).toEqual([person.mine.sessionId, kept?.sessionId].sort());
    expect(await accountOf(person)).toMatchObject({ emailSignIn: 'paused' });
    expect(await openSessionByPasskey(rogue, newOpening())).toBeNull();
    expect((await typesOf(person, event.id)).slice(2)).toEqual([
      'disowned',
      'session_ended',
      'passkey_removed',
      'session_ended',
      'email_sign_in_paused',
    ]);
  });

  test('may be removed already: the rest is done', async () => {
    const person = await hijacked();
    const { rogue, event } = await addRogue(person);
    await db().delete(credentials).where(eq(credentials.id, rogue.id));
    await press(event.id);
    expect(await sessionsOf(person)).toEqual([person.mine.sessionId]);
    expect(await typesOf(person, event.id)).not.toContain('passkey_removed');
  });

  test('is never one of another account, whatever the event says', async () => {
    const [ada, bob] = [await hijacked(), await hijacked()];
    const foreign = newCredential(bob.user.id);
    await db().insert(credentials).values(foreign);
    await openSessionByPasskey(foreign, newOpening());
    const details = { credentialId: foreign.id, name: 'Key' };
    await press(await happened(ada, 'passkey_added', { details, sessionId: bob.theirs.sessionId }));
    expect(await db().$count(credentials, eq(credentials.id, foreign.id))).toBe(1);
    expect(await sessionsOf(bob)).toHaveLength(3);
  });

  test('is gone for good, when it signs in at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const person = await hijacked();
      const { user, theirs, mine } = person;
      const { rogue, event } = await addRogue(person);
      await Promise.all([
        openSessionByPasskey(rogue, newOpening()),
        press(event.id),
        openSessionByPasskey(rogue, newOpening()),
        openSessionByEmail(user.id, user.email, newOpening()),
      ]);
      const left = await db().select().from(sessions).where(eq(sessions.userId, user.id));
      expect(left.filter(({ method, id }) => method === 'passkey' || id === theirs.sessionId)).toEqual([]);
      expect(left.map(({ id }) => id)).toContain(mine.sessionId);
      expect(await openSessionByPasskey(rogue, newOpening())).toBeNull();
    }
  });
});

test.each(['passkey_removed', 'other_sessions_ended', 'recovery_code_used'] as const)(
  '%s: the session that did it is ended, and email sign-in paused',
  async (type) => {
    const person = await hijacked();
    await press(await happened(person, type));
    expect(await sessionsOf(person)).toEqual([person.mine.sessionId]);
    expect(await accountOf(person)).toMatchObject({ emailSignIn: 'paused' });
  },
);

test('email sign-in that somebody turned on is paused, and their session is ended', async () => {
  const person = await hijacked();
  await press(await happened(person, 'email_sign_in_on'));
  expect(await accountOf(person)).toMatchObject({ emailSignIn: 'paused' });
  expect(await sessionsOf(person)).toEqual([person.mine.sessionId]);
});

test('email sign-in that somebody turned off stays off, and their session is ended', async () => {
  const person = await hijacked();
  await db().update(users).set({ emailSignIn: 'off' }).where(eq(users.id, person.user.id));
  await press(await happened(person, 'email_sign_in_off'));
  expect(await accountOf(person)).toMatchObject({ emailSignIn: 'off' });
  expect(await sessionsOf(person)).toEqual([person.mine.sessionId]);
});

describe('Recovery codes that are not mine', () => {
  test('are made worthless, the whole set', async () => {
    const person = await hijacked();
    const event = await replaceCodes(person.user.id, ['one', 'two'], person.by);
    await press(event?.id ?? 0);
    expect(await db().$count(recoveryCodes, eq(recoveryCodes.userId, person.user.id))).toBe(0);
    expect(await sessionsOf(person)).toEqual([person.mine.sessionId]);
    expect(await accountOf(person)).toMatchObject({ emailSignIn: 'paused' });
  });

  test('are made worthless also where the same session has replaced them', async () => {
    const { user, by } = await hijacked();
    const event = await replaceCodes(user.id, ['one', 'two'], by);
    await replaceCodes(user.id, ['three'], by);
    await press(event?.id ?? 0);
    expect(await db().$count(recoveryCodes, eq(recoveryCodes.userId, user.id))).toBe(0);
  });

  test('leave in peace the set that their owner has put in their place', async () => {
    const { user, mine, by } = await hijacked();
    const event = await replaceCodes(user.id, ['one', 'two'], by);
    await replaceCodes(user.id, ['three'], { ...owner, sessionId: mine.sessionId });
    await press(event?.id ?? 0);
    expect(await db().$count(recoveryCodes, eq(recoveryCodes.userId, user.id))).toBe(1);
  });
});

test.each(['recovery_started', 'recovery_ready'] as const)(
  '%s: the recovery is cancelled, and nothing else is done',
  async (type) => {
    const person = await hijacked();
    const nobody = { ...stranger, sessionId: null };
    const started = await startRecovery(person.user.id, policy.recovery, nobody);
    const id = type === 'recovery_started' ? started?.event.id : await happened(person, type, nobody);
    await press(id ?? 0);
    expect(await accountOf(person)).toMatchObject({
      recoveryStartedAt: null,
      recoveryToldAt: null,
      emailSignIn: 'on',
    });
    expect(await sessionsOf(person)).toHaveLength(2);
    expect(await typesOf(person, id)).toEqual(['disowned', 'recovery_cancelled']);
  },
);

test('a recovery that is over already is not cancelled once more', async () => {
  const person = await hijacked();
  const id = await happened(person, 'recovery_started', { sessionId: null });
  await press(id);
  expect(await typesOf(person, id)).toEqual(['disowned']);
});

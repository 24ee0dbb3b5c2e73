import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { replaceCodes } from '@/db/recovery-codes';
import { credentials, securityEvents, users } from '@/db/schema';
import type { SecurityEventType } from '@/db/security-events';
import { openSessionByEmail } from '@/db/session-opening';
import {
  accountOf,
  addRogue,
  askForAddress,
  changeAddress,
  eventsOf,
  type Hijacked,
  happened,
  hijacked,
  inspect,
  owner,
  press,
  sessionsOf,
  signedOut,
  typesOf,
} from '@/test/hijack';
import { refusalOf } from '@/test/link-journey';
import { isFinal, noticeSubjects } from '@/test/mails';
import { newCredential, newOpening } from '@/test/people';
import { type Disowning, disown, inspectNotMe } from './disown';
import { noticeWords } from './mail/templates/notice-words';
import { translator } from './messages/translate';
import { policy } from './policy';

describe('The link', () => {
  test('is looked at without changing anything', async () => {
    const person = await hijacked();
    const { id } = person.theirs.event;
    for (let looks = 0; looks < 3; looks += 1) {
      expect(await inspect(id)).toMatchObject({ state: 'open', event: { type: 'signed_in' } });
    }
    expect(await sessionsOf(person)).toHaveLength(2);
    expect(await eventsOf(person, id)).toEqual([]);
  });

  test('is good once, though 20 press at the same moment', async () => {
    const person = await hijacked();
    const { id } = person.theirs.event;
    await Promise.all(Array.from({ length: 20 }, () => press(id)));
    expect(await typesOf(person, id)).toEqual(['disowned', 'session_ended', 'email_sign_in_paused']);
  });

  test('does nothing the second time, also when email sign-in is on again', async () => {
    const person = await hijacked();
    const { id } = person.theirs.event;
    await press(id);
    await db().update(users).set({ emailSignIn: 'on' }).where(eq(users.id, person.user.id));
    await press(id);
    expect(await accountOf(person)).toMatchObject({ emailSignIn: 'on' });
    expect(await inspect(id)).toMatchObject({ state: 'done' });
  });

  test('is good for seven days from the event', async () => {
    const person = await hijacked();
    const { id } = person.theirs.event;
    await age(id, policy.notMe - 5);
    expect(await inspect(id)).toMatchObject({ state: 'open' });
    await age(id, policy.notMe + 1);
    expect(await inspect(id)).toEqual({ state: 'expired' });
    expect(await refusalOf(press(id))).toBe('event_gone');
    expect(await sessionsOf(person)).toHaveLength(2);
  });

  test('still says that it was done when it is old', async () => {
    const { id } = (await hijacked()).theirs.event;
    await press(id);
    await age(id, policy.notMe + 1);
    expect(await inspect(id)).toMatchObject({ state: 'done' });
  });

  test('is worth nothing where the event or the account is gone', async () => {
    const { user, theirs } = await hijacked();
    await db().delete(users).where(eq(users.id, user.id));
    expect(await inspect(theirs.event.id)).toEqual({ state: 'nothing' });
    expect(await inspect(999_999_999_999)).toEqual({ state: 'nothing' });
    expect(await refusalOf(press(theirs.event.id))).toBe('event_gone');
  });

  test.each([undefined, '', '1.x', ['1'], { id: 1 }])('is none of ours: %j', async (token) => {
    expect(await inspectNotMe(token)).toEqual({ state: 'unknown' });
    const pressing = disown(token, { current: signedOut, visitor: owner, later: () => {} });
    expect(await refusalOf(pressing)).toBe('event_gone');
  });

  test.each([
    'account_created',
    'signed_out',
    'confirmed',
    'passkey_renamed',
    'sign_count_regressed',
    'session_ended',
    'profile_changed',
    'email_change_reverted',
    'email_sign_in_paused',
    'recovery_cancelled',
    'disowned',
  ] as const)('undoes no %s', async (type) => {
    const person = await hijacked();
    const id = await happened(person, type);
    expect(await inspect(id)).toEqual({ state: 'nothing' });
    expect(await refusalOf(press(id))).toBe('event_gone');
    expect(await sessionsOf(person)).toHaveLength(2);
  });
});

describe('The page is told', () => {
  test('how many passkeys and whether recovery codes are left besides', async () => {
    const person = await hijacked();
    const { user, theirs, by } = person;
    const { event } = await addRogue(person);
    expect(await inspect(event.id)).toMatchObject({
      steps: ['remove_passkey', 'end_session', 'pause_email_sign_in'],
      event: { otherPasskeys: 0, hasRecoveryCodes: false, emailSignIn: 'on', sessionId: theirs.sessionId },
    });
    await db().insert(credentials).values(newCredential(user.id));
    await replaceCodes(user.id, ['one'], by);
    expect(await inspect(event.id)).toMatchObject({ event: { otherPasskeys: 1, hasRecoveryCodes: true } });
    expect(await inspect(theirs.event.id)).toMatchObject({
      event: { otherPasskeys: 1, hasRecoveryCodes: false },
    });
  });

  test('what came of it, and of nothing else', async () => {
    const { user, theirs } = await hijacked();
    await press(theirs.event.id);
    await db().update(users).set({ emailSignIn: 'on' }).where(eq(users.id, user.id));
    await openSessionByEmail(user.id, user.email, newOpening());
    const found = await inspect(theirs.event.id);
    expect('event' in found && found.event.effects.toSorted()).toEqual([
      'disowned',
      'email_sign_in_paused',
      'session_ended',
    ]);
  });

  test('whether a change of address was made', async () => {
    const person = await hijacked();
    const { change } = person;
    const first = await askForAddress(person, change);
    expect(await inspect(first.id)).toMatchObject({ event: { emailChangeMade: false } });
    const { requested, changed } = await changeAddress(person, change);
    for (const { id } of [requested, changed]) {
      expect(await inspect(id)).toMatchObject({ event: { emailChangeMade: true } });
    }
  });
});

test.each(Object.values(noticeSubjects).filter((about) => !isFinal(about)))(
  '$event: the button does what the mail promises',
  async (about) => {
    const promise = noticeWords(about, 'Latchkey', translator('en')).undo ?? '';
    const promised = Object.keys(promises).filter((step) => promises[step as Step].test(promise));
    const found = await inspect(await happened(await hijacked(), about.event as SecurityEventType));
    expect('steps' in found && found.steps.toSorted()).toEqual(promised.sort());
  },
);

/** How the mails speak of each step. */
const promises: Record<Step, RegExp> = {
  remove_passkey: /removes the passkey/,
  remove_recovery_codes: /makes the new codes worthless/,
  void_operator_link: /makes the link worthless, ends the session that it opened/,
  undo_email_change: /stops the change|takes the change back/,
  end_session: /ends (that|the) session(?!s? that it opened)/,
  pause_email_sign_in: /pauses sign-in by email/,
  cancel_recovery: /cancels the recovery, ends the sessions that it opened/,
  undo_made: /takes back the passkeys, recovery codes and changes of address made there/,
};

test('the activity names the session of an owner who is signed in, never that of somebody else', async () => {
  const [ada, bob] = [await hijacked(), await hijacked()];
  await press(ada.theirs.event.id, as(ada));
  await press(bob.theirs.event.id, as(ada));
  const [[told], [toldToBob]] = [
    await eventsOf(ada, ada.theirs.event.id),
    await eventsOf(bob, bob.theirs.event.id),
  ];
  expect(told).toMatchObject({ type: 'disowned', sessionId: ada.mine.sessionId });
  expect(toldToBob).toMatchObject({ type: 'disowned', sessionId: null });
});

test('an account that is deleted at the same moment leaves nothing behind, and nobody an error', async () => {
  for (let round = 0; round < 10; round += 1) {
    const person = await hijacked();
    const [refused] = await Promise.all([
      refusalOf(press(person.theirs.event.id)),
      db().delete(users).where(eq(users.id, person.user.id)),
    ]);
    expect([null, 'event_gone']).toContain(refused);
    expect(await eventsOf(person)).toEqual([]);
  }
});

async function age(eventId: number, seconds: number) {
  await db()
    .update(securityEvents)
    .set({ at: sql`now() - make_interval(secs => ${seconds})` })
    .where(eq(securityEvents.id, eventId));
}

/** Signed in in the owner's browser. */
function as({ user, mine }: Hijacked) {
  const how = { method: 'email', credentialId: null, passkeyName: null, ...owner } as const;
  return { user, session: { ...how, id: mine.sessionId, authenticatedAt: new Date() } };
}

type Step = Disowning['steps'][number];

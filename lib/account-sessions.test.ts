import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { securityEvents } from '@/db/schema';
import { openSessionByEmail } from '@/db/session-opening';
import { startInbox } from '@/test/inbox';
import { refusalOf } from '@/test/link-journey';
import { insertPerson, newOpening } from '@/test/people';
import { endOneSession, endOtherSessions, listSessions } from './account-sessions';
import type { SignedIn } from './current-session';
import { notMeUrl } from './not-me';
import { policy } from './policy';
import type { Acting } from './tell-owner';

const inbox = await startInbox();
afterAll(inbox.close);

test('one’s own sessions are listed, the current one first', async () => {
  const { current, others } = await signedInThrice();
  await signedInThrice();
  const listed = (await listSessions(current)).map(({ id }) => id);
  expect(listed[0]).toBe(current.session.id);
  expect(listed.toSorted()).toEqual([current.session.id, ...others].toSorted());
});

describe('One session', () => {
  test('is ended once, and no mail goes out', async () => {
    const { current, others } = await signedInThrice();
    const acting = newActing();
    await endOneSession(current, others[0].toUpperCase(), acting);
    expect(await refusalOf(endOneSession(current, others[0], acting))).toBe('session_gone');
    expect((await listSessions(current)).map(({ id }) => id)).toEqual([current.session.id, others[1]]);
    expect(await eventsOf(current)).toMatchObject([
      { type: 'session_ended', sessionId: current.session.id, device: 'Firefox on Linux' },
    ]);
    await acting.done();
    expect(await inbox.mailsTo(current.user.email)).toEqual([]);
  });

  test('of somebody else is answered like one that never was, or is no id at all', async () => {
    const [{ current }, somebody] = [await signedInThrice(), await signedInThrice()];
    const foreign = somebody.others[0];
    for (const id of [foreign, randomUUID(), '', 'x', "' or true --", '\0', '\ud800', 'a'.repeat(100_000)]) {
      expect(await refusalOf(endOneSession(current, id, newActing()))).toBe('session_gone');
    }
    expect(await listSessions(somebody.current)).toHaveLength(3);
    expect(await eventsOf(current)).toEqual([]);
  });

  test('that is the current one is left to “Sign out”', async () => {
    const { current } = await signedInThrice();
    const { id } = current.session;
    for (const same of [id, id.toUpperCase()]) {
      expect(await refusalOf(endOneSession(current, same, newActing()))).toBe('session_in_use');
    }
    expect(await listSessions(current)).toHaveLength(3);
  });
});

describe('All other sessions', () => {
  test('are ended with one event and one mail, which names where from and carries “This wasn’t me”', async () => {
    const { current } = await signedInThrice();
    const acting = newActing();
    await Promise.all([endOtherSessions(current, acting), endOtherSessions(current, acting)]);
    expect(await listSessions(current)).toMatchObject([{ id: current.session.id }]);
    const [event, ...more] = await eventsOf(current);
    expect([event?.type, event?.details, more]).toEqual(['other_sessions_ended', { count: '2' }, []]);

    await acting.done();
    const [mail, ...others] = await inbox.mailsTo(current.user.email);
    expect(mail?.subject).toBe('All other sessions of your Latchkey account were ended');
    expect(mail?.text).toContain('Firefox on Linux, Bern, Switzerland');
    expect(mail?.text).toContain(notMeUrl(event?.id ?? 0));
    expect(others).toEqual([]);
  });

  test('that do not exist cannot be ended: nothing happens', async () => {
    const { current } = await signedInThrice();
    await endOtherSessions(current, newActing());
    const before = await eventsOf(current);
    await endOtherSessions(current, { ...newActing(), later: () => expect.unreachable() });
    expect(await eventsOf(current)).toEqual(before);
  });
});

test('neither is done on an authentication that is too old, or by a session that has ended', async () => {
  const { current, others } = await signedInThrice();
  const old = new Date(Date.now() - (policy.stepUp + 1) * 1000);
  const stale = { ...current, session: { ...current.session, authenticatedAt: old } };
  const ended = { ...current, session: { ...current.session, id: randomUUID() } };
  for (const [asking, code] of [
    [stale, 'step_up_required'],
    [ended, 'not_signed_in'],
  ] as const) {
    expect(await refusalOf(endOneSession(asking, others[0], newActing()))).toBe(code);
    expect(await refusalOf(endOtherSessions(asking, newActing()))).toBe(code);
  }
  expect(await listSessions(current)).toHaveLength(3);
});

/** Somebody in one browser who is signed in in two others as well. */
async function signedInThrice() {
  const { user, session } = await insertPerson();
  const ids: string[] = [];
  for (let browsers = 0; browsers < 3; browsers += 1) {
    ids.push((await openSessionByEmail(user.id, user.email, newOpening()))?.sessionId ?? '');
  }
  const [id = '', one = '', other = ''] = ids;
  const current: SignedIn = { user, session: { ...session, id } };
  return { current, others: [one, other] as const };
}

function newActing(): Acting & { done: () => Promise<unknown> } {
  const afterwards: Promise<void>[] = [];
  return {
    visitor: { device: 'Firefox on Linux', place: 'Bern, Switzerland' },
    later: (work) => {
      afterwards.push(work());
    },
    done: () => Promise.all(afterwards),
  };
}

async function eventsOf({ user }: SignedIn) {
  const events = await db().select().from(securityEvents).where(eq(securityEvents.userId, user.id));
  return events.filter(({ type }) => type !== 'signed_in');
}

import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { insertPerson, newCredential, newOpening } from '@/test/people';
import { db } from './client';
import { credentials, securityEvents, sessions } from './schema';
import { endOthersFrom, endSessionFrom, listSessions } from './session-list';
import {
  openSessionByEmail,
  openSessionByPasskey,
  openSessionByRecoveryCode,
  renewSessionByEmail,
} from './session-opening';
import { endSession, findSession, type SessionUser } from './sessions';

const limits = { lifetime: 3600, idle: 600, seenEvery: 60 };

describe('The sessions of an account', () => {
  test('are listed with how, where and when, the current one first, then by when they were seen', async () => {
    const { user } = await insertPerson();
    const credential = newCredential(user.id);
    await db().insert(credentials).values(credential);
    const oldest = await open(user);
    const middle = await open(user);
    const newest = await openSessionByPasskey(credential, { ...newOpening(), place: 'Basel, Switzerland' });
    const someone = await insertPerson();
    await open(someone.user);
    await seen(oldest.id, 500);
    await seen(middle.id, 100);

    const listed = await listSessions(user.id, oldest.id, limits);
    expect(listed.map(({ id }) => id)).toEqual([oldest.id, newest?.sessionId, middle.id]);
    expect(listed[1]).toEqual({
      id: newest?.sessionId,
      method: 'passkey',
      passkeyName: 'Key',
      device: 'Chrome on macOS',
      place: 'Basel, Switzerland',
      firstSeenAt: expect.any(Date),
      lastSeenAt: expect.any(Date),
    });
    expect(listed[2]).toMatchObject({ method: 'email', passkeyName: null, place: null });
  });

  test('are those that would be found, and no other', async () => {
    const { user } = await insertPerson();
    const [current, idle, over] = [await open(user), await open(user), await open(user)];
    await seen(idle.id, limits.idle + 1);
    await authenticated(over.id, limits.lifetime + 1);
    expect((await listSessions(user.id, current.id, limits)).map(({ id }) => id)).toEqual([current.id]);
    for (const { tokenHash } of [idle, over]) expect(await findSession(tokenHash, limits)).toBeNull();
  });
});

describe('Ending one session', () => {
  test('refuses it from then on, leaves the others, and is an event', async () => {
    const { user } = await insertPerson();
    const [current, other, third] = [
      await open(user),
      await open(user, 'Firefox on Linux'),
      await open(user),
    ];
    expect(await endSessionFrom(user.id, asker(current), { sessionId: other.id, limits })).toBe('ended');
    expect(await findSession(other.tokenHash, limits)).toBeNull();
    for (const { tokenHash } of [current, third]) expect(await findSession(tokenHash, limits)).not.toBeNull();
    expect(await endings(user)).toMatchObject([
      {
        type: 'session_ended',
        sessionId: current.id,
        device: 'Safari on iOS',
        place: 'Bern, Switzerland',
        details: { device: 'Firefox on Linux' },
      },
    ]);
  });

  test('answers for another person’s as for one that is ended, past its end, or never was', async () => {
    const { user } = await insertPerson();
    const [current, ended, idle] = [await open(user), await open(user), await open(user)];
    const others = await open((await insertPerson()).user);
    await endSessionFrom(user.id, asker(current), { sessionId: ended.id, limits });
    await seen(idle.id, limits.idle + 1);
    for (const id of [others.id, ended.id, idle.id, current.id, randomUUID()]) {
      expect(await endSessionFrom(user.id, asker(current), { sessionId: id, limits })).toBe('session_gone');
    }
    expect(await findSession(others.tokenHash, limits)).not.toBeNull();
    expect(await endings(user)).toHaveLength(1);
  });

  test('happens once, of 20 at once', async () => {
    const { user } = await insertPerson();
    const [current, other] = [await open(user), await open(user)];
    const answers = await Promise.all(
      Array.from({ length: 20 }, () =>
        endSessionFrom(user.id, asker(current), { sessionId: other.id, limits }),
      ),
    );
    expect(answers.filter((answer) => answer === 'ended')).toHaveLength(1);
    expect(await endings(user)).toHaveLength(1);
  });

  test('is not for a session that has been ended itself', async () => {
    const { user } = await insertPerson();
    const [gone, other] = [await open(user), await open(user)];
    await endSession(gone.tokenHash);
    expect(await endSessionFrom(user.id, asker(gone), { sessionId: other.id, limits })).toBe('not_signed_in');
    expect(await endOthersFrom(user.id, asker(gone), limits)).toBe('not_signed_in');
    expect(await endOthersFrom((await insertPerson()).user.id, asker(other), limits)).toBe('not_signed_in');
    expect(await findSession(other.tokenHash, limits)).not.toBeNull();
  });
});

describe('Ending all other sessions', () => {
  test('leaves the current one and other people’s, and is one event with their number', async () => {
    const { user } = await insertPerson();
    const [current, over] = [await open(user), await open(user)];
    await Promise.all([open(user), open(user), open(user)]);
    await authenticated(over.id, limits.lifetime + 1);
    const others = await open((await insertPerson()).user);

    const event = await endOthersFrom(user.id, asker(current), limits);
    expect(await remaining(user)).toEqual([current.id]);
    expect(await findSession(others.tokenHash, limits)).not.toBeNull();
    expect(await endings(user)).toMatchObject([
      { ...(event as object), type: 'other_sessions_ended', sessionId: current.id, details: { count: '3' } },
    ]);
  });

  test('is nothing where there are none', async () => {
    const { user } = await insertPerson();
    const [current, over] = [await open(user), await open(user)];
    await seen(over.id, limits.idle + 1);
    expect(await endOthersFrom(user.id, asker(current), limits)).toBeNull();
    expect(await endings(user)).toEqual([]);
  });

  test('happens once, of 20 at once', async () => {
    const { user } = await insertPerson();
    const current = await open(user);
    await Promise.all([open(user), open(user)]);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => endOthersFrom(user.id, asker(current), limits)),
    );
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
    expect(await endings(user)).toHaveLength(1);
  });

  test('CO6: from two sessions at once leaves one of them', async () => {
    for (let round = 0; round < 20; round += 1) {
      const { user } = await insertPerson();
      const [one, other] = [await open(user), await open(user)];
      const answers = await Promise.all([
        endOthersFrom(user.id, asker(one), limits),
        endOthersFrom(user.id, asker(other), limits),
      ]);
      expect(answers).toContain('not_signed_in');
      expect(await remaining(user)).toHaveLength(1);
    }
  });
});

describe('Of the sessions that were there when all others are ended, none is left', () => {
  test.each([
    {
      what: 'somebody signs in by email',
      act: (user: SessionUser) => openSessionByEmail(user.id, user.email, newOpening()),
    },
    {
      what: 'somebody signs in by a recovery code',
      act: (user: SessionUser) => openSessionByRecoveryCode(user.id, 'code', newOpening()),
    },
    {
      what: 'one of them is replaced by a new sign-in in its browser',
      act: (user: SessionUser, { tokenHash }: Opened) =>
        openSessionByEmail(user.id, user.email, { ...newOpening(), previousTokenHash: tokenHash }),
    },
    {
      what: 'one of them is confirmed, and so gets a new token',
      act: (user: SessionUser, { tokenHash }: Opened) =>
        renewSessionByEmail(user.id, user.email, { ...newOpening(), previousTokenHash: tokenHash }),
    },
    {
      what: 'one of them signs out',
      act: (_user: SessionUser, { tokenHash }: Opened) => endSession(tokenHash),
    },
  ])('CO6: while $what', async ({ act }) => {
    for (let round = 0; round < 20; round += 1) {
      const { user } = await insertPerson();
      await db().execute(sql`insert into recovery_codes (user_id, hash) values (${user.id}, 'code')`);
      const [current, ...before] = await Promise.all([open(user), open(user), open(user)]);
      await Promise.all([
        endOthersFrom(user.id, asker(current), limits),
        ...before.map((session) => act(user, session)),
      ]);
      const left = await remaining(user);
      expect(left).toContain(current.id);
      for (const { id } of before) expect(left).not.toContain(id);
    }
  });

  test('CO6: and a sign-in that had begun is waited for', async () => {
    const { user } = await insertPerson();
    const current = await open(user);
    let ending: ReturnType<typeof endOthersFrom> | undefined;
    await db().transaction(async (elsewhere) => {
      await elsewhere.execute(sql`select from users where id = ${user.id} for no key update`);
      ending = endOthersFrom(user.id, asker(current), limits);
      await expect.poll(blockedStatements).toBe(1);
      await elsewhere.insert(sessions).values({ ...newSession(), userId: user.id });
    });
    expect(await ending).toMatchObject({ id: expect.any(Number) });
    expect(await remaining(user)).toEqual([current.id]);
  });
});

async function open(user: SessionUser, device = 'Chrome on macOS'): Promise<Opened> {
  const opening = { ...newOpening(), device };
  const opened = await openSessionByEmail(user.id, user.email, opening);
  if (!opened) throw new Error('No session was opened');
  return { id: opened.sessionId, tokenHash: opening.tokenHash };
}

function newSession() {
  return {
    tokenHash: new Uint8Array(newOpening().tokenHash),
    method: 'email',
    device: 'Chrome on macOS',
  } as const;
}

function asker({ id }: Opened) {
  return { sessionId: id, device: 'Safari on iOS', place: 'Bern, Switzerland' };
}

async function seen(id: string, secondsAgo: number) {
  await db().execute(sql`
    update sessions set last_seen_at = now() - make_interval(secs => ${secondsAgo}) where id = ${id}`);
}

async function authenticated(id: string, secondsAgo: number) {
  await db().execute(sql`
    update sessions set authenticated_at = now() - make_interval(secs => ${secondsAgo}) where id = ${id}`);
}

async function remaining(user: SessionUser): Promise<string[]> {
  const rows = await db().select({ id: sessions.id }).from(sessions).where(eq(sessions.userId, user.id));
  return rows.map(({ id }) => id);
}

async function endings(user: SessionUser) {
  const events = await db().select().from(securityEvents).where(eq(securityEvents.userId, user.id));
  return events.filter(({ type }) => type.endsWith('_ended'));
}

async function blockedStatements() {
  const { rows } = await db().execute<{ n: number }>(sql`
    select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`);
  return rows[0]?.n;
}

type Opened = { id: string; tokenHash: Uint8Array };

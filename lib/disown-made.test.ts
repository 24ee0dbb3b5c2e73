import { eq } from 'drizzle-orm';
import { afterAll, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { addCredential } from '@/db/credential-changes';
import { replaceCodes } from '@/db/recovery-codes';
import { credentials, recoveryCodes, sessions } from '@/db/schema';
import type { SecurityEventType } from '@/db/security-events';
import {
  openSessionByEmail,
  openSessionByOperatorLink,
  openSessionByPasskey,
  openSessionByRecoveryCode,
} from '@/db/session-opening';
import {
  accountOf,
  addRogue,
  changeAddress,
  eventsOf,
  type Hijacked,
  happened,
  hijacked,
  inspect,
  owner,
  press,
  sessionsOf,
  stranger,
} from '@/test/hijack';
import { startInbox } from '@/test/inbox';
import { newCredential, newOpening } from '@/test/people';
import { beginRecoveryAgo } from '@/test/recoveries';
import { policy } from './policy';

const inbox = await startInbox();
afterAll(inbox.close);

describe('A sign-in that was not mine', () => {
  test.each(['signed_in', 'recovery_code_used'] as const)(
    '%s: takes what the session made with it, though it has ended',
    async (type) => {
      const person = await hijacked();
      const own = await addOwn(person);
      const id = type === 'signed_in' ? person.theirs.event.id : await happened(person, type);
      await addRogue(person);
      await replaceCodes(person.user.id, ['one', 'two'], person.by);
      await changeAddress(person, person.change);
      await db().delete(sessions).where(eq(sessions.id, person.theirs.sessionId));

      expect(await inspect(id)).toMatchObject({ event: { otherPasskeys: 1, hasRecoveryCodes: false } });
      await press(id);
      expect(await passkeysOf(person)).toEqual([own.id]);
      expect(await db().$count(recoveryCodes, eq(recoveryCodes.userId, person.user.id))).toBe(0);
      expect(await accountOf(person)).toMatchObject({ email: person.user.email, emailSignIn: 'paused' });
      const about = (await eventsOf(person))
        .filter(({ disownedAt }) => disownedAt)
        .map((event) => event.type);
      expect(about).toEqual([type, ...made]);
      expect(await inspect(id)).toMatchObject({
        state: 'done',
        event: { made: made.map((each) => ({ type: each })), otherPasskeys: 1 },
      });
    },
  );

  test('takes along what was made by a passkey that it added, also in a session that has ended', async () => {
    const person = await hijacked();
    const { rogue } = await addRogue(person);
    const second = newCredential(person.user.id);
    const opened = await openSessionByPasskey(rogue, newOpening());
    await addCredential(second, { most: 10, actor: { ...stranger, sessionId: opened?.sessionId ?? '' } });
    await db()
      .delete(sessions)
      .where(eq(sessions.id, opened?.sessionId ?? ''));
    await openSessionByPasskey(second, newOpening());
    expect(await inspect(person.theirs.event.id)).toMatchObject({ event: { otherPasskeys: 0 } });
    await press(person.theirs.event.id);
    expect(await passkeysOf(person)).toEqual([]);
    expect(await sessionsOf(person)).toEqual([person.mine.sessionId]);
  });

  test('ends what a passkey opened that was removed before', async () => {
    const person = await hijacked();
    const { rogue } = await addRogue(person);
    await openSessionByPasskey(rogue, newOpening());
    await db().delete(credentials).where(eq(credentials.id, rogue.id));
    await press(person.theirs.event.id);
    expect(await sessionsOf(person)).toEqual([person.mine.sessionId]);
  });

  test('by a passkey that was there before: it stays, and is a way in', async () => {
    const person = await hijacked();
    const own = await addOwn(person);
    const opened = await openSessionByPasskey(own, newOpening());
    expect(await inspect(opened?.event.id ?? 0)).toMatchObject({ event: { otherPasskeys: 1, made: [] } });
    await press(opened?.event.id ?? 0);
    expect(await passkeysOf(person)).toEqual([own.id]);
  });

  test('leaves what other sessions made, and the codes that its owner has put in place of theirs', async () => {
    const person = await hijacked();
    const own = await addOwn(person);
    await replaceCodes(person.user.id, ['one', 'two'], person.by);
    await replaceCodes(person.user.id, ['three'], { ...owner, sessionId: person.mine.sessionId });
    expect(await inspect(person.theirs.event.id)).toMatchObject({ event: { hasRecoveryCodes: true } });
    await press(person.theirs.event.id);
    expect(await passkeysOf(person)).toEqual([own.id]);
    expect(await db().$count(recoveryCodes, eq(recoveryCodes.userId, person.user.id))).toBe(1);
  });

  test('when the passkey is added at the same moment, none is left', async () => {
    for (let round = 0; round < 10; round += 1) {
      const person = await hijacked();
      await Promise.all([
        addCredential(newCredential(person.user.id), { most: 10, actor: person.by }),
        press(person.theirs.event.id),
      ]);
      expect(await passkeysOf(person)).toEqual([]);
    }
  });
});

test("an operator's link: what the session made that it opened goes too", async () => {
  const person = await hijacked();
  const eventId = await happened(person, 'operator_link_made', { sessionId: null });
  const opened = await openSessionByOperatorLink({ userId: person.user.id, eventId }, newOpening());
  await addCredential(newCredential(person.user.id), actorOf(opened));
  await press(eventId);
  expect(await passkeysOf(person)).toEqual([]);
  expect(await sessionsOf(person)).not.toContain(opened?.sessionId);
});

describe.each(['recovery_started', 'recovery_ready'] as const)('%s, after it was used', (type) => {
  test('ends the session that it opened, with what that made', async () => {
    const person = await hijacked();
    const { user } = person;
    const before = await sessionsOf(person);
    const id = await happened(person, type, { sessionId: null });
    await beginRecoveryAgo(user.id, policy.recovery.wait);
    const opened = await openSessionByEmail(user.id, user.email, newOpening());
    expect(opened).toMatchObject({ method: 'recovery' });
    await addCredential(newCredential(user.id), actorOf(opened));
    await press(id);
    expect(await passkeysOf(person)).toEqual([]);
    expect(await sessionsOf(person)).toEqual(before);
  });

  test('leaves a sign-in by a recovery code alone, and by a way back that was begun later', async () => {
    const person = await hijacked();
    const { user, mine } = person;
    const id = await happened(person, type, { sessionId: null });
    await replaceCodes(user.id, ['one'], { ...owner, sessionId: mine.sessionId });
    await openSessionByRecoveryCode(user.id, 'one', newOpening());
    await happened(person, 'recovery_started', { sessionId: null });
    await beginRecoveryAgo(user.id, policy.recovery.wait);
    await openSessionByEmail(user.id, user.email, newOpening());
    const before = await sessionsOf(person);
    await press(id);
    expect(await sessionsOf(person)).toEqual(before);
  });
});

describe('The address that was left when a change is taken back', () => {
  test.each(['the change', 'the sign-in'])('is told, by disowning %s', async (which) => {
    const person = await hijacked();
    const { changed } = await changeAddress(person, person.change);
    await press(which === 'the change' ? changed.id : person.theirs.event.id);
    const [mail, ...others] = await inbox.mailsTo(person.change.newEmail);
    expect(others).toEqual([]);
    expect(mail?.subject).toBe('The address of your Latchkey account was changed back');
    expect(mail?.text.replaceAll('\u2060', '')).toContain(
      `is ${person.change.oldEmail} again, and no longer ${person.change.newEmail}`,
    );
    expect(mail?.text).toContain(owner.device);
    expect(mail?.text).not.toContain('/not-me');
    expect(await inbox.mailsTo(person.change.oldEmail)).toEqual([]);
  });

  test('is told nothing where the change was only stopped, or the button is pressed again', async () => {
    const person = await hijacked();
    const { changed } = await changeAddress(person, person.change);
    await press(changed.id);
    await press(changed.id);
    expect(await inbox.mailsTo(person.change.newEmail)).toHaveLength(1);
    const asked = await hijacked();
    await press(await happened(asked, 'email_change_requested', { details: asked.change }));
    expect(await inbox.mailsTo(asked.change.newEmail)).toEqual([]);
  });
});

/** Adds a passkey of the owner's. */
async function addOwn({ user, mine }: Hijacked) {
  const own = newCredential(user.id);
  await addCredential(own, actorOf(mine));
  return own;
}

async function passkeysOf({ user }: Hijacked) {
  const rows = await db()
    .select({ id: credentials.id })
    .from(credentials)
    .where(eq(credentials.userId, user.id));
  return rows.map(({ id }) => id);
}

function actorOf(opened: { sessionId: string } | null) {
  return { most: 10, actor: { ...stranger, sessionId: opened?.sessionId ?? '' } };
}

const made: SecurityEventType[] = [
  'passkey_added',
  'recovery_codes_created',
  'email_change_requested',
  'email_changed',
];

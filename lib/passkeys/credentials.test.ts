import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { listCredentials } from '@/db/credentials';
import { credentials, securityEvents, users } from '@/db/schema';
import { policy } from '@/lib/policy';
import { startInbox } from '@/test/inbox';
import { letPass, refusalOf } from '@/test/link-journey';
import { insertPerson, newCredential, openSessionOf, type Person } from '@/test/people';
import { isPasskeyUnknown, removePasskey, renamePasskey } from './credentials';

let inbox: Awaited<ReturnType<typeof startInbox>>;
beforeAll(async () => {
  inbox = await startInbox();
});
afterAll(() => inbox.close());

describe('Renaming', () => {
  test('needs no step-up: nobody is let in or locked out by it', async () => {
    const ada = await personWith('Key');
    await rename(longAgo(ada), 'Laptop');
    expect(await namesOf(ada)).toEqual(['Laptop']);
  });

  test('to the name of another one is refused beside the field', async () => {
    const ada = await personWith('Key', 'Phone');
    await expect(rename(ada, 'Phone')).rejects.toMatchObject({
      code: 'passkey_name_taken',
      fields: { name: 'refusals.passkey_name_taken' },
    });
  });

  test('WA35: somebody else’s is refused like one that is nobody’s', async () => {
    const [ada, eve] = [await personWith('Key'), await personWith('Key')];
    for (const id of [ada.ids[0], 'unknown', '']) {
      expect(await refusalOf(rename(eve, 'Mine', id ?? ''))).toBe('passkey_gone');
    }
    expect(await namesOf(ada)).toEqual(['Key']);
  });
});

describe('Removing', () => {
  test('is told by mail, by the name that the passkey had', async () => {
    const ada = await personWith('Old phone');
    await remove(ada);
    expect(await namesOf(ada)).toEqual([]);
    const [mail] = await inbox.mailsTo(ada.user.email);
    expect(mail?.subject).toBe('A passkey was removed from your Latchkey account');
    expect(mail?.text).toContain('Old phone');
  });

  test('needs a step-up', async () => {
    const ada = await personWith('Key');
    expect(await refusalOf(remove(longAgo(ada)))).toBe('step_up_required');
    const byMail = { ...ada, session: { ...ada.session, method: 'email' as const } };
    expect(await refusalOf(remove(byMail))).toBe('step_up_required');
    expect(await namesOf(ada)).toEqual(['Key']);
    expect(await inbox.mailsTo(ada.user.email)).toEqual([]);
  });

  test('WA35: somebody else’s is refused like one that is nobody’s, and like one’s own the second time', async () => {
    const [ada, eve] = [await personWith('Key'), await personWith('Key')];
    expect(await refusalOf(remove(eve, ada.ids[0]))).toBe('passkey_gone');
    expect(await refusalOf(remove(eve, 'unknown'))).toBe('passkey_gone');
    await remove(eve);
    expect(await refusalOf(remove(eve))).toBe('passkey_gone');
    expect(await namesOf(ada)).toEqual(['Key']);
    expect(await inbox.mailsTo(eve.user.email)).toHaveLength(1);
  });

  test('the last one is refused while email does not sign in', async () => {
    const ada = await personWith('Key');
    await db().update(users).set({ emailSignIn: 'off' }).where(eq(users.id, ada.user.id));
    expect(await refusalOf(remove(ada))).toBe('passkey_needed');
    expect(await namesOf(ada)).toEqual(['Key']);
  });

  test('and renaming at once leaves the passkey removed, and both answers true', async () => {
    for (let round = 0; round < 10; round += 1) {
      const ada = await personWith('Key');
      const [renamed, removed] = await Promise.all([
        refusalOf(rename(ada, 'Laptop')),
        refusalOf(remove(ada)),
      ]);
      expect(removed).toBeNull();
      expect([null, 'passkey_gone']).toContain(renamed);
      expect(await namesOf(ada)).toEqual([]);
      expect(await eventTypesOf(ada)).toEqual(
        renamed ? ['passkey_removed'] : ['passkey_renamed', 'passkey_removed'],
      );
    }
  });
});

describe('A passkey is unknown', () => {
  test('when nobody has it, not even a disabled account', async () => {
    const ada = await personWith('Key');
    const asking = { client: randomUUID() };
    const [id = ''] = ada.ids;
    expect(await isPasskeyUnknown('nobody-has-it', asking)).toBe(true);
    expect(await isPasskeyUnknown(id, asking)).toBe(false);
    await db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, ada.user.id));
    expect(await isPasskeyUnknown(id, asking)).toBe(false);
    await db().delete(users).where(eq(users.id, ada.user.id));
    expect(await isPasskeyUnknown(id, asking)).toBe(true);
  });

  test('to nobody who asks too often, for as long as the window', async () => {
    const asking = { client: randomUUID() };
    const { count, window } = policy.unknownPasskeysPerClient;
    const answers = await Promise.all(
      Array.from({ length: count + 5 }, () => isPasskeyUnknown('nobody-has-it', asking)),
    );
    expect(answers.filter(Boolean)).toHaveLength(count);
    expect(await isPasskeyUnknown('nobody-has-it', { client: randomUUID() })).toBe(true);
    await letPass(window, 'unknown-passkeys-per-client:');
    expect(await isPasskeyUnknown('nobody-has-it', asking)).toBe(true);
  });
});

/** Somebody who signed in a moment ago with the first of these passkeys. */
async function personWith(...names: [string, ...string[]]): Promise<Person & { ids: string[] }> {
  const { user, session, ...rest } = await insertPerson();
  const rows = names.map((name) => ({ ...newCredential(user.id), name }));
  await db().insert(credentials).values(rows);
  const ids = rows.map(({ id }) => id);
  const person: Person = {
    ...rest,
    user: { ...user, credentialIds: ids },
    session: { ...session, method: 'passkey', credentialId: ids[0] ?? null },
  };
  await openSessionOf(person);
  return { ...person, ids };
}

function longAgo(person: Person & { ids: string[] }) {
  const authenticatedAt = new Date(Date.now() - (policy.stepUp + 1) * 1_000);
  return { ...person, session: { ...person.session, authenticatedAt } };
}

function rename(person: Person & { ids: string[] }, name: string, id = person.ids[0] ?? '') {
  return renamePasskey(person, { id, name }, person.visitor);
}

/** And waits for the mail. */
async function remove(person: Person & { ids: string[] }, id = person.ids[0] ?? '') {
  const afterwards: Promise<void>[] = [];
  const later = (work: () => Promise<void>) => {
    afterwards.push(work());
  };
  await removePasskey(person, { id, endSessions: false }, { visitor: person.visitor, later });
  await Promise.all(afterwards);
}

async function namesOf({ user }: Person) {
  return (await listCredentials(user.id)).map(({ name }) => name);
}

async function eventTypesOf({ user }: Person) {
  const events = await db()
    .select({ type: securityEvents.type })
    .from(securityEvents)
    .where(eq(securityEvents.userId, user.id))
    .orderBy(securityEvents.id);
  return events.map(({ type }) => type);
}

import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { db } from '@/db/client';
import { findCredential, listCredentials } from '@/db/credentials';
import { credentials, securityEvents, users } from '@/db/schema';
import { passkeyNameSchema } from '@/lib/accounts/identifiers';
import { locales } from '@/lib/messages/languages';
import { notMeUrl } from '@/lib/not-me';
import { register, startRegistration } from '@/test/ceremonies';
import { startInbox } from '@/test/inbox';
import { insertPerson, newCredential, newVisitor, type Person } from '@/test/people';
import { createAuthenticator } from '@/test/software-authenticator';
import { beginRegistration } from './registration';

let inbox: Awaited<ReturnType<typeof startInbox>>;
beforeAll(async () => {
  inbox = await startInbox();
});
afterAll(() => inbox.close());

const iCloudKeychain = 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd';

test('what an authenticator attests is stored under the names of the specification, and told to the owner', async () => {
  const ada = await insertPerson();
  const authenticator = createAuthenticator({ synced: true });
  await register(ada, authenticator, { signCount: 7, response: { transports: ['usb', 'nfc'] } });

  const [passkey] = await listCredentials(ada.user.id);
  expect(passkey).toMatchObject({
    id: authenticator.credentialId,
    name: 'Chrome on macOS',
    transports: ['usb', 'nfc'],
    backupEligible: true,
    backupState: true,
    lastUsedAt: null,
  });
  const record = await findCredential(authenticator.credentialId);
  expect(record).toMatchObject({ userId: ada.user.id, signCount: 7 });
  expect(await eventsOf(ada)).toMatchObject([
    {
      type: 'passkey_added',
      details: { credentialId: authenticator.credentialId, name: 'Chrome on macOS' },
      sessionId: ada.session.id,
    },
  ]);
});

test('a passkey is called after its provider where that is known, and told from others of the same', async () => {
  const ada = await insertPerson();
  for (let made = 0; made < 2; made += 1) {
    await register(ada, createAuthenticator(), { authenticatorData: madeBy(iCloudKeychain) });
  }
  expect(await listCredentials(ada.user.id)).toMatchObject([
    { aaguid: iCloudKeychain, name: 'iCloud Keychain' },
    { aaguid: iCloudKeychain, name: 'iCloud Keychain 2' },
  ]);
});

test.each(locales)(
  'where no provider is known, its name in the language %s is one that may be kept',
  async (locale) => {
    const ada = await insertPerson();
    ada.visitor.locale = locale;
    await register(ada, createAuthenticator());
    const [passkey] = await listCredentials(ada.user.id);
    expect(passkeyNameSchema.parse(passkey?.name)).toBe(passkey?.name);
  },
);

test('ML25: its owner is told of it by mail, with a way to say that it was not they', async () => {
  const ada = await insertPerson();
  const afterwards: Promise<void>[] = [];
  const attempt = await startRegistration(ada, createAuthenticator(), (work) => afterwards.push(work()));
  await attempt.finish();
  await Promise.all(afterwards);

  const [event] = await eventsOf(ada);
  const [mail] = await inbox.mailsTo(ada.user.email);
  expect(mail?.subject).toBe('A passkey was added to your Latchkey account');
  expect(mail?.text).toContain('Chrome on macOS');
  expect(mail?.text).toContain(notMeUrl(event?.id ?? 0));
});

test('a passkey that stays on its device is stored as such, as is one that names no transports', async () => {
  const ada = await insertPerson();
  await register(ada, createAuthenticator({ synced: false }), { response: { transports: undefined } });
  expect(await listCredentials(ada.user.id)).toMatchObject([
    { backupEligible: false, backupState: false, transports: [] },
  ]);
});

test('WA24, EN11: a credential ID that is registered already is refused, and the first passkey is untouched', async () => {
  const [ada, bob] = [await insertPerson(), await insertPerson()];
  const authenticator = createAuthenticator();
  const again = await startRegistration(ada, authenticator);
  await register(ada, authenticator);
  const before = await findCredential(authenticator.credentialId);

  await expect(again.finish()).rejects.toMatchObject({ code: 'passkey_already_registered' });
  await expect(register(bob, authenticator)).rejects.toMatchObject({ code: 'passkey_not_created' });
  expect(await findCredential(authenticator.credentialId)).toEqual(before);
  expect(await listCredentials(bob.user.id)).toEqual([]);
});

describe('WA38: an account has 10 passkeys at most', () => {
  test('an eleventh is refused before its ceremony begins, and when it ends', async () => {
    const ada = await insertPerson();
    await addPasskeys(ada, 9);
    const attempt = await startRegistration(ada, createAuthenticator());
    await register(ada, createAuthenticator());

    await expect(beginRegistration(ada, ada.visitor)).rejects.toMatchObject({ code: 'passkey_limit' });
    await expect(attempt.finish()).rejects.toMatchObject({ code: 'passkey_limit' });
    expect(await listCredentials(ada.user.id)).toHaveLength(10);
  });

  test('of two added at once to nine, one is refused', async () => {
    const ada = await insertPerson();
    await addPasskeys(ada, 9);
    const attempts = await Promise.all(
      [createAuthenticator(), createAuthenticator()].map((authenticator) =>
        startRegistration(ada, authenticator),
      ),
    );
    const outcomes = await Promise.allSettled(attempts.map((attempt) => attempt.finish()));
    expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await listCredentials(ada.user.id)).toHaveLength(10);
  });
});

test('CO3: 20 answers to one challenge at once make one passkey', async () => {
  const ada = await insertPerson();
  const attempt = await startRegistration(ada, createAuthenticator());
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => attempt.finish()));
  const refusals = outcomes.filter(({ status }) => status === 'rejected');
  expect(refusals).toHaveLength(19);
  expect(refusals).toEqual(refusals.map(() => ({ status: 'rejected', reason: codeOf('challenge_gone') })));
  expect(await listCredentials(ada.user.id)).toHaveLength(1);
});

test('CO3: 20 challenges answered at once with one credential make one passkey', async () => {
  const people = await Promise.all(Array.from({ length: 20 }, insertPerson));
  const authenticator = createAuthenticator();
  const attempts = await Promise.all(people.map((person) => startRegistration(person, authenticator)));
  const outcomes = await Promise.allSettled(attempts.map((attempt) => attempt.finish()));
  const refusals = outcomes.filter(({ status }) => status === 'rejected');
  expect(refusals).toHaveLength(19);
  expect(refusals).toEqual(
    refusals.map(() => ({ status: 'rejected', reason: codeOf('passkey_not_created') })),
  );
});

describe('WA34: a passkey is for whoever proved themselves in the last ten minutes', () => {
  test('an authentication of 599 seconds ago is enough', async () => {
    const ada = authenticatedAgo(await insertPerson(), 599);
    await register(ada, createAuthenticator());
    expect(await listCredentials(ada.user.id)).toHaveLength(1);
  });

  test('one of 601 seconds ago is not, neither to begin nor to finish', async () => {
    const ada = await insertPerson();
    const attempt = await startRegistration(ada, createAuthenticator());
    const late = authenticatedAgo(ada, 601);
    await expect(beginRegistration(late, ada.visitor)).rejects.toMatchObject({ code: 'step_up_required' });
    await expect(attempt.finish({}, late)).rejects.toMatchObject({ code: 'step_up_required' });
    expect(await listCredentials(ada.user.id)).toEqual([]);
  });
});

test.each([
  {
    what: 'disabled',
    end: (id: string) => db().update(users).set({ disabledAt: new Date() }).where(eq(users.id, id)),
  },
  { what: 'deleted', end: (id: string) => db().delete(users).where(eq(users.id, id)) },
])('WA37: an account that is $what meanwhile gets no passkey', async ({ end }) => {
  const ada = await insertPerson();
  const attempt = await startRegistration(ada, createAuthenticator());
  await end(ada.user.id);
  await expect(attempt.finish()).rejects.toMatchObject({ code: 'not_signed_in' });
  await expect(beginRegistration(ada, newVisitor())).rejects.toMatchObject({ code: 'not_signed_in' });
  expect(await listCredentials(ada.user.id)).toEqual([]);
});

/** Authenticator data with this AAGUID (WebAuthn L3, 6.5.1). */
function madeBy(aaguid: string) {
  return (bytes: Buffer) => {
    Buffer.from(aaguid.replaceAll('-', ''), 'hex').copy(bytes, 37);
    return bytes;
  };
}

async function addPasskeys({ user }: Person, count: number) {
  await db()
    .insert(credentials)
    .values(Array.from({ length: count }, () => newCredential(user.id)));
}

function authenticatedAgo(person: Person, seconds: number): Person {
  return {
    ...person,
    session: { ...person.session, authenticatedAt: new Date(Date.now() - seconds * 1000) },
  };
}

function codeOf(code: string) {
  return expect.objectContaining({ code });
}

async function eventsOf({ user }: Person) {
  return db().select().from(securityEvents).where(eq(securityEvents.userId, user.id));
}

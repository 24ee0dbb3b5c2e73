import messages from '../../lib/messages/en.json' with { type: 'json' };
import { createAuthenticator } from '../../test/software-authenticator';
import { ageAuthentication, countSessions, disable, insertPasskeys, removeCredentials } from '../accounts';
import { expect, test } from '../fixtures';
import {
  beginRegistration,
  beginSignIn,
  beginStepUp,
  openOwner,
  openPasskeyOwner,
  registerPasskey,
} from '../http-ceremonies';
import { openVisitor, resultOf } from '../http-visitor';
import type { Person } from '../steps';
import { accountAsStored, remove } from './stored';

// What stands around the ceremonies, at a running build.

test('WA5: an answer is good once, whatever it is for', async ({ appUrl: origin }) => {
  const { person, visitor, authenticator } = await openPasskeyOwner(origin);
  const signIn = await beginSignIn(await openVisitor(origin));
  const answer = authenticator.authenticate(signIn.options);
  expect((await signIn.finish(answer)).headers['x-action-redirect']).toContain('/account');
  expect((await signIn.finish(answer)).status).toBe(410);
  expect(await countSessions(person)).toBe(2);

  const stepUp = await beginStepUp(visitor);
  const confirmation = authenticator.authenticate(stepUp.options);
  expect(resultOf(await stepUp.finish(confirmation)).done).not.toBeNull();
  await ageAuthentication(person);
  expect((await stepUp.finish(confirmation)).status).toBe(410);
});

test('WA6, WA7: a challenge is for its ceremony, its browser and its user', async ({ appUrl: origin }) => {
  const [ada, eve] = [await openPasskeyOwner(origin), await openPasskeyOwner(origin)];
  const before = await accountAsStored(ada.person);
  const stranger = await openVisitor(origin);
  const elsewhere = await openVisitor(origin);
  const own = await openOwner(origin);

  const registration = await beginRegistration(own.visitor);
  const signIn = await beginSignIn(own.visitor);
  const stepUp = await beginStepUp(ada.visitor);
  const asSignIn = (challenge: string, at = ada.visitor) => {
    const response = ada.authenticator.authenticate({ challenge, rpId: 'localhost' });
    return at.call('/sign-in', 'finishPasskeySignIn', { challenge, response, to: null });
  };
  const { challenge } = signIn.options;
  const asRegistration = own.visitor.call('/account/passkeys', 'finishPasskey', {
    challenge,
    response: createAuthenticator({ origin }).register({ ...registration.options, challenge }),
    to: '/account/passkeys',
  });
  const refusals = [
    await asSignIn(registration.options.challenge, own.visitor),
    await asSignIn(stepUp.options.challenge),
    await asRegistration,
    await asSignIn((await beginSignIn(elsewhere)).options.challenge, stranger),
  ];
  expect(refusals.map(({ status }) => status)).toEqual([410, 410, 410, 410]);
  expect(refusals.map((refusal) => resultOf(refusal).refusal.code)).toEqual(Array(4).fill('challenge_gone'));

  // What Eve began, Ada cannot finish, nor the other way round.
  const theirs = await beginStepUp(eve.visitor);
  const { options } = theirs;
  const answer = JSON.stringify({
    challenge: options.challenge,
    response: ada.authenticator.authenticate(options),
  });
  const foreign = await ada.visitor.submit('/account/passkeys', 'beginPasskey', { 'stepUp.passkey': answer });
  expect([foreign.status, resultOf(foreign).stepUp.problem.code]).toEqual([410, 'challenge_gone']);
  expect(await accountAsStored(ada.person)).toEqual(before);
});

test('WA19: a backup state that changed is stored, and shown to the owner', async ({ appUrl: origin }) => {
  const { person, visitor, authenticator } = await openPasskeyOwner(origin);
  for (const [BS, words] of [
    [false, 'This device only'],
    [true, 'Synced'],
  ] as const) {
    const signIn = await beginSignIn(await openVisitor(origin));
    await signIn.finish(authenticator.authenticate(signIn.options, { flags: { BS } }));
    expect((await accountAsStored(person)).credentials).toMatchObject([{ backup_state: BS }]);
    expect((await visitor.get('/account/passkeys')).text).toContain(`>${words}<`);
  }
});

test('WA24: a registered credential is refused, to others in the words of any refusal, until its owner is gone', async ({
  appUrl: origin,
}) => {
  const ada = await openPasskeyOwner(origin);
  const bob = await openOwner(origin);
  const again = await beginConfirmed(ada);
  expect((await again.finish(ada.authenticator.register(again.options))).status).toBe(409);
  const before = await accountAsStored(ada.person);
  const ceremony = await beginRegistration(bob.visitor);
  const taken = await ceremony.finish(ada.authenticator.register(ceremony.options));
  const message = messages.refusals.passkey_not_created;
  expect(taken.status).toBe(422);
  expect(resultOf(taken).refusal).toEqual({ code: 'passkey_not_created', message, fields: {} });

  expect((await accountAsStored(ada.person)).credentials).toEqual(before.credentials);
  await removeAccount(ada.person);
  await registerPasskey(bob.visitor, ada.authenticator);
});

test('WA27: a step-up takes those passkeys of its account that it asked for, and no other', async ({
  appUrl: origin,
}) => {
  const [ada, bob] = [await openPasskeyOwner(origin), await openPasskeyOwner(origin)];
  const later = createAuthenticator({ origin });
  const [first, second] = [await beginStepUp(ada.visitor), await beginStepUp(ada.visitor)];
  expect(first.options.allowCredentials.map(({ id }: { id: string }) => id)).toEqual([
    ada.authenticator.credentialId,
  ]);
  const registration = await beginConfirmed(ada);
  await registration.finish(later.register(registration.options));
  await ageAuthentication(ada.person);

  const before = await accountAsStored(ada.person);
  for (const [ceremony, authenticator] of [
    [first, later],
    [second, bob.authenticator],
  ] as const) {
    const refused = await ceremony.finish(authenticator.authenticate(ceremony.options));
    expect([refused.status, resultOf(refused).stepUp.problem.code]).toEqual([401, 'passkey_refused']);
  }
  expect(await accountAsStored(ada.person)).toEqual(before);
});

test('WA30: a count that does not rise is refused where the passkey stays on its device', async ({
  appUrl: origin,
}) => {
  const { person, visitor } = await openOwner(origin);
  const authenticator = createAuthenticator({ origin, synced: false });
  await registerPasskey(visitor, authenticator, { signCount: 5 });
  for (const [signCount, status, stored] of [
    [5, 401, 5],
    [4, 401, 5],
    [0, 401, 5],
    [6, 200, 6],
    [0xffffffff, 200, 0xffffffff],
  ] as const) {
    const signIn = await beginSignIn(await openVisitor(origin));
    const answer = await signIn.finish(authenticator.authenticate(signIn.options, { signCount }));
    expect([signCount, answer.status]).toEqual([signCount, status]);
    if (status === 401) expect(resultOf(answer).refusal.message).toBe(messages.refusals.passkey_refused);
    expect((await accountAsStored(person)).credentials).toMatchObject([{ sign_count: stored }]);
  }
});

test('WA32, WA33, WA39, WA40: options are those of the account, whatever was asked for before', async ({
  appUrl: origin,
}) => {
  const { person, visitor } = await openOwner(origin);
  const kinds = ['security-key', '', 'hybrid', 'telepathy'];
  const begun = [];
  for (const kind of kinds) {
    begun.push(resultOf(await visitor.submit('/account/passkeys', 'beginPasskey', { kind })).done.value);
  }
  for (const options of begun) {
    expect(Buffer.from(options.user.id, 'base64url')).toHaveLength(64);
    expect(options.user.id).toBe(begun[0].user.id);
    expect(options.pubKeyCredParams.map(({ alg }: { alg: number }) => alg)).toEqual([-8, -7, -257]);
    expect(options.authenticatorSelection).toMatchObject({ userVerification: 'required' });
    expect(options.excludeCredentials).toEqual([]);
  }
  expect(
    begun.map(({ authenticatorSelection: { authenticatorAttachment } }) => authenticatorAttachment),
  ).toEqual(['cross-platform', undefined, 'cross-platform', undefined]);
  expect(new Set(begun.map(({ challenge }) => challenge)).size).toBe(kinds.length);
  expect(Buffer.from(begun[0].user.id, 'base64url').toString('latin1')).not.toContain(person.username);

  const owner = await openPasskeyOwner(origin);
  const { options } = await beginConfirmed(owner);
  expect(options.excludeCredentials.map(({ id }: { id: string }) => id)).toEqual([
    owner.authenticator.credentialId,
  ]);
});

test('WA33, WA34: no session, an ended or an old one begins and finishes no registration', async ({
  appUrl: origin,
}) => {
  const { person, visitor } = await openOwner(origin);
  const nobody = await openVisitor(origin);
  const begun = await nobody.submit('/account/passkeys', 'beginPasskey');
  expect(begun.headers['x-action-redirect']).toContain('/sign-in');
  expect(begun.text).not.toContain('challenge');

  const [old, signedOut] = [await beginRegistration(visitor), await beginRegistration(visitor)];
  const authenticator = createAuthenticator({ origin });
  const { challenge } = signedOut.options;
  const response = authenticator.register(signedOut.options);
  const to = '/account/passkeys';
  expect((await nobody.call(to, 'finishPasskey', { challenge, response, to })).status).toBe(401);

  await ageAuthentication(person);
  expect((await visitor.submit(to, 'beginPasskey')).status).toBe(403);
  expect((await old.finish(authenticator.register(old.options))).status).toBe(403);

  const leave = await visitor.form('/account', 'Sign out');
  expect((await leave()).status).toBe(303);
  expect((await signedOut.finish(response)).status).toBe(401);
  expect((await accountAsStored(person)).credentials).toEqual([]);
});

test('WA35: the passkey of somebody else is answered like one of nobody, to rename and to delete', async ({
  appUrl: origin,
}) => {
  const ada = await openPasskeyOwner(origin);
  const bob = await openOwner(origin);
  const before = await accountAsStored(ada.person);
  for (const [action, fields] of [
    ['rename', { name: 'Mine' }],
    ['nameCreated', { name: 'Mine', to: '/account' }],
    ['deletePasskey', {}],
  ] as [string, Record<string, string>][]) {
    const answers = [];
    for (const id of [
      ada.authenticator.credentialId,
      createAuthenticator().credentialId,
      '',
      'x'.repeat(900),
      "' or 1=1",
    ]) {
      const { status, text } = await bob.visitor.submit('/account/passkeys', action, { ...fields, id });
      answers.push({ status, refusal: resultOf({ text }).refusal });
    }
    expect(answers[0]).toMatchObject({ status: 404, refusal: { code: 'passkey_gone' } });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
  }
  expect(await accountAsStored(ada.person)).toEqual(before);

  await beginConfirmed(ada);
  const id = ada.authenticator.credentialId;
  const removed = await ada.visitor.submit('/account/passkeys', 'deletePasskey', { id });
  expect(removed.headers['x-action-redirect']).toContain('passkey-deleted');
  // Confirmed by a passkey that is gone: the account is asked anew, before it is told anything.
  expect((await ada.visitor.submit('/account/passkeys', 'deletePasskey', { id })).status).toBe(403);
});

test('WA36, WA37: a passkey that is gone, or whose account is gone or disabled, is refused in the same words', async ({
  appUrl: origin,
}) => {
  for (const end of [removeCredentials, disable, removeAccount]) {
    const { person, authenticator } = await openPasskeyOwner(origin);
    const visitor = await openVisitor(origin);
    const ceremonies = [await beginSignIn(visitor)];
    await end(person);
    ceremonies.push(await beginSignIn(visitor));
    for (const { options, finish } of ceremonies) {
      const refused = await finish(authenticator.authenticate(options));
      expect([end.name, refused.status]).toEqual([end.name, 401]);
      expect(resultOf(refused).refusal.message).toBe(messages.refusals.passkey_refused);
    }
    expect((await visitor.cookies()).map(({ name }) => name)).not.toContain('latchkey.session');
  }
});

test('WA37: whose account is gone or disabled meanwhile finishes no registration and no step-up', async ({
  appUrl: origin,
}) => {
  for (const end of [disable, removeAccount]) {
    const { person, visitor } = await openOwner(origin);
    const registration = await beginRegistration(visitor);
    const owner = await openPasskeyOwner(origin);
    const stepUp = await beginStepUp(owner.visitor);
    await Promise.all([end(person), end(owner.person)]);
    const answer = createAuthenticator({ origin }).register(registration.options);
    expect((await registration.finish(answer)).status).toBe(401);
    const { headers } = await stepUp.finish(owner.authenticator.authenticate(stepUp.options));
    expect(headers['x-action-redirect']).toContain('/sign-in');
    expect(await countSessions(person)).toBe(end === disable ? 1 : 0);
  }
});

test('WA38: of five registrations at once at nine passkeys, one is the tenth', async ({ appUrl: origin }) => {
  const { person, visitor, authenticator } = await openPasskeyOwner(origin);
  await insertPasskeys(person, 8);
  await beginConfirmed({ visitor, authenticator });
  const ceremonies = [];
  for (let begun = 0; begun < 5; begun += 1) ceremonies.push(await beginRegistration(visitor));
  const answers = await Promise.all(
    ceremonies.map(({ options, finish }) => finish(createAuthenticator({ origin }).register(options))),
  );
  expect(answers.filter(({ headers }) => headers['x-action-redirect'])).toHaveLength(1);
  expect((await accountAsStored(person)).credentials).toHaveLength(10);
});

test('WA41: pages with ceremonies let nobody frame them, and keep passkeys to themselves', async ({
  appUrl: origin,
}) => {
  const { visitor } = await openOwner(origin);
  for (const path of [
    '/sign-in',
    '/welcome',
    '/account',
    '/account/passkeys',
    '/account/security',
    '/nowhere',
  ]) {
    const { headers } = await visitor.get(path);
    expect(headers['content-security-policy'], path).toContain("frame-ancestors 'none'");
    expect(headers['permissions-policy'], path).toContain('publickey-credentials-get=(self)');
    expect(headers['permissions-policy'], path).toContain('publickey-credentials-create=(self)');
  }
});

function removeAccount(person: Person) {
  return remove('account', person);
}

/** A registration that an account with a passkey begins, for which it is asked to confirm who it is. */
async function beginConfirmed({
  visitor,
  authenticator,
}: Pick<Awaited<ReturnType<typeof openPasskeyOwner>>, 'visitor' | 'authenticator'>) {
  const stepUp = await beginStepUp(visitor);
  const confirmed = await stepUp.finish(authenticator.authenticate(stepUp.options));
  const options = resultOf(confirmed).done.value;
  const { challenge } = options;
  return {
    options,
    finish: (response: unknown) =>
      visitor.call('/account/passkeys', 'finishPasskey', { challenge, response, to: '/account/passkeys' }),
  };
}

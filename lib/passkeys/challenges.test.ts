import { describe, expect, test } from 'vitest';
import { expire, register, startRegistration, startSignIn } from '@/test/ceremonies';
import { insertPerson, newOpening, newVisitor, type Person } from '@/test/people';
import { createAuthenticator } from '@/test/software-authenticator';
import { beginAuthentication, finishAuthentication } from './authentication';
import { beginRegistration, finishRegistration } from './registration';

const gone = { code: 'challenge_gone' };

describe('The challenge of a registration', () => {
  test('WA5: is good once', async () => {
    const attempt = await startRegistration(await insertPerson(), createAuthenticator());
    await attempt.finish();
    await expect(attempt.finish()).rejects.toMatchObject(gone);
  });

  test('WA6: is not that of a sign-in', async () => {
    const ada = await insertPerson();
    const { challenge } = await beginAuthentication(ada.visitor);
    const options = { ...(await beginRegistration(ada, ada.visitor)), challenge };
    const response = createAuthenticator().register(options);
    const acting = { visitor: ada.visitor, later: () => {} };
    await expect(finishRegistration(ada, { challenge, response }, acting)).rejects.toMatchObject(gone);
  });

  test('WA7: is good in the browser that asked alone, and for the user who asked alone', async () => {
    const [ada, bob] = [await insertPerson(), await insertPerson()];
    const attempt = await startRegistration(ada, createAuthenticator());
    const strangers: Person[] = [
      { ...ada, visitor: newVisitor() },
      { ...bob, visitor: ada.visitor },
    ];
    for (const stranger of strangers) {
      await expect(attempt.finish({}, stranger)).rejects.toMatchObject(gone);
    }
    await attempt.finish();
  });

  test('WA8: is gone when its time is over', async () => {
    const attempt = await startRegistration(await insertPerson(), createAuthenticator());
    await expire(attempt.challenge);
    await expect(attempt.finish()).rejects.toMatchObject(gone);
  });
});

describe('The challenge of a sign-in', () => {
  test('WA5: is good once', async () => {
    const attempt = await startSignIn(await ownedAuthenticator());
    await attempt.finish();
    await expect(attempt.finish()).rejects.toMatchObject(gone);
  });

  test('WA6: is not that of a registration', async () => {
    const ada = await insertPerson();
    const authenticator = createAuthenticator();
    await register(ada, authenticator);
    const { challenge } = await beginRegistration(ada, ada.visitor);
    const response = authenticator.authenticate({ challenge, rpId: 'localhost' });
    await expect(
      finishAuthentication({ challenge, response }, ada.visitor, newOpening()),
    ).rejects.toMatchObject(gone);
  });

  test('WA7: is good in the browser that asked alone', async () => {
    const attempt = await startSignIn(await ownedAuthenticator());
    await expect(attempt.finish({}, newVisitor())).rejects.toMatchObject(gone);
    await expect(attempt.finish({}, { ...newVisitor(), browser: null })).rejects.toMatchObject(gone);
    await attempt.finish();
  });

  test('WA8: is gone when its time is over', async () => {
    const attempt = await startSignIn(await ownedAuthenticator());
    await expire(attempt.challenge);
    await expect(attempt.finish()).rejects.toMatchObject(gone);
  });

  test('does not disturb that of another tab', async () => {
    const authenticator = await ownedAuthenticator();
    const visitor = newVisitor();
    const tabs = [await beginAuthentication(visitor), await beginAuthentication(visitor)];
    for (const options of tabs) {
      const answer = { challenge: options.challenge, response: authenticator.authenticate(options) };
      await finishAuthentication(answer, visitor, newOpening());
    }
  });
});

async function ownedAuthenticator() {
  const authenticator = createAuthenticator();
  await register(await insertPerson(), authenticator);
  return authenticator;
}

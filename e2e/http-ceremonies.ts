import { expect } from '@playwright/test';
import { createAuthenticator, type RegistrationDeviations } from '../test/software-authenticator';
import { insertAccount, newSession } from './accounts';
import { type Answer, type HttpVisitor, openVisitor, optionsOf, resultOf } from './http-visitor';
import { linesOf } from './log-lines';
import { somebody } from './steps';

/** Somebody who is signed in, by email, in a browser without pages. */
export async function openOwner(origin: string) {
  const person = somebody();
  await insertAccount(person);
  const visitor = await openVisitor(origin, {}, [await newSession(person, 'Chrome on Linux')]);
  return { person, visitor };
}

/** Somebody who has made a passkey since. */
export async function openPasskeyOwner(origin: string, make: Parameters<typeof createAuthenticator>[0] = {}) {
  const owner = await openOwner(origin);
  const authenticator = createAuthenticator({ ...make, origin });
  await registerPasskey(owner.visitor, authenticator);
  return { ...owner, authenticator };
}

export async function registerPasskey(
  visitor: HttpVisitor,
  authenticator: Authenticator,
  deviations?: RegistrationDeviations,
) {
  const ceremony = await beginRegistration(visitor);
  const answer = await ceremony.finish(authenticator.register(ceremony.options, deviations));
  expect(answer.headers['x-action-redirect'], answer.text).toContain('passkey-created');
}

/** A registration up to its answer, which can be given more than once, and anything in its place. */
export async function beginRegistration(visitor: HttpVisitor) {
  const options = resultOf(await visitor.submit('/account/passkeys', 'beginPasskey')).done.value;
  const { challenge } = options;
  return {
    options,
    finish: (response: unknown) =>
      visitor.call('/account/passkeys', 'finishPasskey', { challenge, response, to: '/account/passkeys' }),
  };
}

/** A sign-in up to its answer. */
export async function beginSignIn(visitor: HttpVisitor) {
  const options = optionsOf(await visitor.get('/sign-in/passkey-options'));
  const { challenge } = options;
  return {
    options,
    finish: (response: unknown) =>
      visitor.call('/sign-in', 'finishPasskeySignIn', { challenge, response, to: null }),
  };
}

/** A step-up up to its answer, for which a registration begins. */
export async function beginStepUp(visitor: HttpVisitor) {
  const options = resultOf(await visitor.call('/account/passkeys', 'beginStepUp')).value;
  const { challenge } = options;
  return {
    options,
    finish: (response: unknown) =>
      visitor.submit('/account/passkeys', 'beginPasskey', {
        'stepUp.passkey': JSON.stringify({ challenge, response }),
      }),
  };
}

/** Each of these refusals is one line of its log, which says no more than which check it was. */
export async function expectOneLineEach(answers: Answer[], { event, code }: { event: string; code: string }) {
  for (const { headers } of answers) {
    const requestId = headers['x-request-id'];
    await expect(() => expect(linesOf(requestId)).toHaveLength(1)).toPass();
    expect(linesOf(requestId)).toMatchObject([
      { level: 'info', event, outcome: 'refused', code, reason: expect.stringMatching(/^[a-z_]+$/) },
    ]);
  }
}

type Authenticator = ReturnType<typeof createAuthenticator>;

import messages from '../../lib/messages/en.json' with { type: 'json' };
import { authenticationViolations } from '../../test/authentication-violations';
import { expect, test } from '../fixtures';
import { beginSignIn, beginStepUp, expectOneLineEach, openPasskeyOwner } from '../http-ceremonies';
import { type Answer, openVisitor, resultOf } from '../http-visitor';
import { accountAsStored } from './stored';

// WebAuthn L3, 7.2, each step violated at a running build; the answers are those of
// lib/passkeys/authentication-steps.test.ts.
for (const row of [
  'WA1: an answer of another kind or shape',
  'WA2: client data that cannot be read',
  'WA3: client data of another type',
  'WA4: client data for another challenge',
  'WA9: client data of another origin',
  'WA12: client data of a frame in another site',
  'WA13: client data of a page below another',
  'WA14: authenticator data for another RP ID',
  'WA15: authenticator data without anybody present',
  'WA16: authenticator data without anybody verified',
  'WA17: authenticator data of an impossible backup',
  'WA18: another backup eligibility than was registered',
  'WA27: a passkey that was not asked for',
  'WA28: an owner who is another or nobody',
  'WA29: a signature that is not right',
  'WA31: authenticator data of another length than its flags say',
] as const) {
  const [id] = row.split(':') as [keyof ReturnType<typeof authenticationViolations>];

  test(`${row} signs nobody in`, async ({ appUrl: origin }) => {
    const { person, authenticator } = await openPasskeyOwner(origin);
    const before = await accountAsStored(person);
    const visitor = await openVisitor(origin);
    const refusals: Answer[] = [];
    for (const [name, deviations] of authenticationViolations(origin)[id]) {
      const ceremony = await beginSignIn(visitor);
      const refused = await ceremony.finish(authenticator.authenticate(ceremony.options, deviations));
      expect([name, refused.status, resultOf(refused)]).toEqual([name, 401, { ok: false, refusal: REFUSAL }]);
      const again = await ceremony.finish(authenticator.authenticate(ceremony.options));
      expect([name, again.status, resultOf(again).refusal.code]).toEqual([name, 410, 'challenge_gone']);
      refusals.push(refused);
    }
    expect(await accountAsStored(person)).toEqual(before);
    expect((await visitor.get('/account')).status).toBe(307);
    await expectOneLineEach(refusals, { event: 'sign_in.finish_passkey', code: 'passkey_refused' });
    const ceremony = await beginSignIn(visitor);
    const { headers } = await ceremony.finish(authenticator.authenticate(ceremony.options));
    expect(headers['x-action-redirect']).toContain('/account');
  });

  test(`${row} is no step-up`, async ({ appUrl: origin }) => {
    const { person, visitor, authenticator } = await openPasskeyOwner(origin);
    const before = await accountAsStored(person);
    const refusals: Answer[] = [];
    for (const [name, deviations] of authenticationViolations(origin, { identified: true })[id]) {
      const ceremony = await beginStepUp(visitor);
      const refused = await ceremony.finish(authenticator.authenticate(ceremony.options, deviations));
      expect([name, refused.status, resultOf(refused)]).toEqual([name, 401, QUESTION]);
      const again = await ceremony.finish(authenticator.authenticate(ceremony.options));
      expect([name, again.status, resultOf(again).stepUp.problem.code]).toEqual([
        name,
        410,
        'challenge_gone',
      ]);
      refusals.push(refused);
    }
    expect(await accountAsStored(person)).toEqual(before);
    await expectOneLineEach(refusals, { event: 'passkey.begin', code: 'passkey_refused' });
    const ceremony = await beginStepUp(visitor);
    const confirmed = await ceremony.finish(authenticator.authenticate(ceremony.options));
    expect(resultOf(confirmed).done.value.challenge).toBeTruthy();
  });
}

const message = messages.refusals.passkey_refused;
const REFUSAL = { code: 'passkey_refused', message, fields: {} };
const QUESTION = {
  refusal: null,
  values: {},
  done: null,
  stepUp: { by: 'passkey', request: null, problem: { code: 'passkey_refused', message } },
};

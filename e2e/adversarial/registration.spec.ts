import messages from '../../lib/messages/en.json' with { type: 'json' };
import { allowedRegistrations, registrationViolations } from '../../test/registration-violations';
import { createAuthenticator } from '../../test/software-authenticator';
import { expect, test } from '../fixtures';
import { beginRegistration, expectOneLineEach, openOwner, registerPasskey } from '../http-ceremonies';
import { type Answer, resultOf } from '../http-visitor';
import { accountAsStored } from './stored';

// WebAuthn L3, 7.1, each step violated at a running build; the answers are those of lib/passkeys/registration-steps.test.ts.
for (const row of [
  'WA1: an answer of another kind or shape',
  'WA2: client data that cannot be read',
  'WA3: client data of another type',
  'WA4: client data for another challenge',
  'WA9: client data of another origin',
  'WA10: client data of a frame in another site',
  'WA11: client data of a page below another',
  'WA14: authenticator data for another RP ID',
  'WA15: authenticator data without anybody present',
  'WA16: authenticator data without anybody verified',
  'WA17: authenticator data of an impossible backup',
  'WA20: a key for an algorithm that was not offered',
  'WA21: an attestation that was not asked for, or is wrong',
  'WA22: a credential ID of no or too many bytes',
  'WA23: another credential ID than the attested one',
  'WA25: a key that verifies nothing',
  'WA26: an attestation that is no CBOR, or more',
  'WA31: authenticator data of another length than its flags say',
] as const) {
  test(`${row} registers nothing`, async ({ appUrl: origin }) => {
    const [id] = row.split(':') as [keyof ReturnType<typeof registrationViolations>];
    const { person, visitor } = await openOwner(origin);
    const before = await accountAsStored(person);
    const authenticator = createAuthenticator({ origin });
    const refusals: Answer[] = [];
    for (const [name, deviations] of registrationViolations(origin)[id]) {
      const ceremony = await beginRegistration(visitor);
      const refused = await ceremony.finish(authenticator.register(ceremony.options, deviations));
      expect([name, refused.status, resultOf(refused)]).toEqual([name, 422, REFUSED]);
      const again = await ceremony.finish(authenticator.register(ceremony.options));
      expect([name, again.status, resultOf(again).refusal.code]).toEqual([name, 410, 'challenge_gone']);
      refusals.push(refused);
    }
    expect(await accountAsStored(person)).toEqual(before);
    await expectOneLineEach(refusals, { event: 'passkey.finish', code: 'passkey_not_created' });
    await registerPasskey(visitor, authenticator);
  });
}

test('WA2, WA21, WA22, WA31: what the specification allows is registered', async ({ appUrl: origin }) => {
  for (const [name, deviations] of allowedRegistrations) {
    const { person, visitor } = await openOwner(origin);
    await registerPasskey(visitor, createAuthenticator({ origin }), deviations);
    expect([name, (await accountAsStored(person)).credentials.length]).toEqual([name, 1]);
  }
});

const message = messages.refusals.passkey_not_created;
const REFUSED = { ok: false, refusal: { code: 'passkey_not_created', message, fields: {} } };

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Passkey } from '@/db/credentials';
import { translator } from '@/lib/messages/translate';
import { type Advice, accountHealth, passkeyHealth } from './health';

const now = new Date('2026-06-30T12:00:00Z');

const fresh = passkey({ lastUsedAt: daysAgo(1) });
const bound = passkey({ backupEligible: false, backupState: false, lastUsedAt: daysAgo(1) });
const unsynced = passkey({ backupState: false, lastUsedAt: daysAgo(1) });
const stale = passkey({ lastUsedAt: daysAgo(91) });

test.each<[string, Passkey[], string | null]>([
  ['nobody without a passkey is advised: they are offered one', [], null],
  ['one synced passkey in use is in order', [fresh], null],
  ['the only passkey is on one device', [bound], 'one_device'],
  [
    'the only passkey is on one device, and unused: another one mends both',
    [{ ...bound, lastUsedAt: daysAgo(91) }],
    'one_device',
  ],
  ['two on one device each stand in for one another', [bound, { ...bound, id: 'other' }], null],
  ['the only one was last used 91 days ago', [stale], 'unused'],
  ['all were last used 91 days ago', [stale, { ...bound, lastUsedAt: daysAgo(91) }], 'unused'],
  ['one of two is in use', [stale, fresh], null],
  ['the only one was last used 89 days ago', [passkey({ lastUsedAt: daysAgo(89) })], null],
  ['one was made today and not used yet', [passkey({ createdAt: now })], null],
  ['one was made 91 days ago and never used', [passkey({ createdAt: daysAgo(91) })], 'unused'],
  ['the only one could be backed up and is not', [unsynced], 'not_backed_up'],
  ['one of two could be backed up and is not', [fresh, unsynced], 'not_backed_up'],
  [
    'unused and not backed up: whether it is there at all comes first',
    [{ ...unsynced, lastUsedAt: daysAgo(91) }],
    'unused',
  ],
])('%s', (_, passkeys, code) => {
  expect(passkeyHealth({ passkeys, emailSignsIn: true }, now)?.code ?? null).toBe(code);
});

test('whoever has one passkey on one device is told to add another', () => {
  const [byMail, without] = [true, false].map((emailSignsIn) =>
    passkeyHealth({ passkeys: [bound], emailSignsIn }, now),
  );
  expect(said(byMail)).toBe(
    'You have one passkey, and it is on one device only: if you lose that, only your mail still lets you in.',
  );
  expect(byMail?.action.href).toBe('/account/passkeys#add');
  expect(said(without)).toBe(
    'You have one passkey, and it is on one device only. Add another, for the day you lose that device.',
  );
});

test('whoever has no passkey is told to add one, and whoever mails do not sign in, to have recovery codes', () => {
  const codes = [
    { passkeys: [], emailSignsIn: true, codesLeft: 10 },
    { passkeys: [fresh, bound], emailSignsIn: false, codesLeft: 0 },
    { passkeys: [bound], emailSignsIn: false, codesLeft: 0 },
    { passkeys: [fresh, bound], emailSignsIn: false, codesLeft: 1 },
    { passkeys: [fresh], emailSignsIn: true, codesLeft: 0 },
  ].map((ways) => accountHealth(ways, now)?.code ?? null);
  expect(codes).toEqual(['no_passkey', 'no_way_back', 'one_device', null, null]);
});

test('the passkey without a backup and its password manager are named', () => {
  expect(said(health([unsynced]))).toBe(
    'Your passkey “Mac” was not backed up when you last used it. Turn on syncing in iCloud Keychain, or add another passkey.',
  );
  expect(said(health([fresh, unsynced]))).toBe(
    'Your passkey “Mac” was not backed up when you last used it. Turn on syncing in iCloud Keychain.',
  );
  expect(said(health([{ ...unsynced, aaguid: unknown }]))).toMatch(
    /Turn on syncing in your password manager, /,
  );
  expect(said(health([unsynced, { ...unsynced, name: 'Phone' }]))).toMatch(
    /^2 of your passkeys were not backed up/,
  );
});

test('whatever the rows, there is an answer, it is whole, and their order does not matter', () => {
  const moment = fc.date({ min: daysAgo(1_000), max: daysAgo(-1_000) });
  const row = fc.record<Passkey>({
    id: fc.string(),
    name: fc.string(),
    aaguid: fc.oneof(fc.uuid(), fc.constantFrom(fresh.aaguid, unknown), fc.string()),
    transports: fc.array(fc.string()),
    backupEligible: fc.boolean(),
    backupState: fc.boolean(),
    createdAt: moment,
    lastUsedAt: fc.option(moment),
  });
  const rows = fc.array(row, { maxLength: 10 });
  const twice = rows.chain((passkeys) =>
    fc.tuple(
      fc.constant(passkeys),
      fc.shuffledSubarray(passkeys, { minLength: passkeys.length, maxLength: passkeys.length }),
    ),
  );
  fc.assert(
    fc.property(twice, ([passkeys, shuffled]) => {
      const advice = health(passkeys);
      expect(health(shuffled)).toEqual(advice);
      if (!advice) return;
      expect(passkeys).not.toHaveLength(0);
      expect(said(advice)).toMatch(/\.$/);
      expect(advice.action.href).toMatch(/^\/account\/passkeys(#add|#list)?$/);
    }),
  );
});

const unknown = '00000000-0000-0000-0000-000000000000';

function passkey(facts: Partial<Passkey>): Passkey {
  return {
    id: 'id',
    name: 'Mac',
    aaguid: 'fbfc3007-154e-4ecc-8c0b-6e020557d7bd',
    transports: ['internal', 'hybrid'],
    backupEligible: true,
    backupState: true,
    createdAt: daysAgo(365),
    lastUsedAt: null,
    ...facts,
  };
}

function health(passkeys: Passkey[]) {
  return passkeyHealth({ passkeys, emailSignsIn: true }, now);
}

function said(advice: Advice | null | undefined) {
  return advice && translator('en')(...advice.sentence);
}

function daysAgo(days: number) {
  return new Date(now.getTime() - days * 86_400_000);
}

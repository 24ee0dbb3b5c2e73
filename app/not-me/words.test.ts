import { describe, expect, test } from 'vitest';
import type { Disowning } from '@/lib/disown';
import { locales } from '@/lib/messages/languages';
import { translator } from '@/lib/messages/translate';
import { stepsAhead, stepsTaken } from './words';

const t = translator('en');

const everyStep: Disowning['steps'] = [
  'remove_passkey',
  'remove_recovery_codes',
  'void_operator_link',
  'undo_email_change',
  'end_session',
  'pause_email_sign_in',
  'cancel_recovery',
  'undo_made',
];

test.each([
  'signed_in',
  'recovery_code_used',
  'passkey_added',
  'passkey_removed',
  'other_sessions_ended',
  'email_change_requested',
  'email_changed',
  'email_sign_in_off',
  'email_sign_in_on',
  'recovery_codes_created',
  'recovery_started',
  'recovery_ready',
  'operator_link_made',
] as const)('%s: every sentence is whole', (type) => {
  const about: Disowning = { state: 'open', steps: everyStep, event: { ...event, type, made } };
  for (const words of [stepsAhead, stepsTaken]) {
    const sentences = words(about, t);
    expect(sentences.length).toBeGreaterThanOrEqual(everyStep.length);
    for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^.]+( .+)?\.$/);
    for (const sentence of locales.flatMap((locale) => words(about, translator(locale)))) {
      expect(sentence).toMatch(/\.$/);
      expect(sentence).not.toMatch(/undefined|null|notMe|\.\.| {2}|\s\./);
    }
  }
});

test.each(locales)('in %s, a passkey is called by its name where it has one', (locale) => {
  const about: Disowning = {
    state: 'open',
    steps: ['remove_passkey'],
    event: { ...event, type: 'passkey_added' },
  };
  const nameless = { ...about, event: { ...about.event, details: {} } };
  for (const words of [stepsAhead, stepsTaken]) {
    expect(words(about, translator(locale))[0]).toContain('Key');
    expect(words(nameless, translator(locale))[0]).not.toContain('Key');
  }
});

test('the session is named by what it did, and what no button can do is said', () => {
  expect(ahead('passkey_removed', ['end_session'])).toEqual([
    'Ends the session that removed it.',
    'Cannot bring the passkey back.',
  ]);
  expect(ahead('signed_in', ['end_session'])).toEqual(['Ends that session.']);
});

test.each([
  ['on', 'Pauses sign-in by email until you turn it on again, and ends the sessions that began by it.'],
  ['off', 'Leaves sign-in by email off, as it is.'],
  ['paused', 'Leaves sign-in by email paused, as it is.'],
] as const)('while email sign-in is %s, it says what becomes of it', (emailSignIn, sentence) => {
  expect(ahead('signed_in', ['pause_email_sign_in'], { emailSignIn })).toEqual([sentence]);
});

test('a change of address is stopped, or taken back where it was made', () => {
  expect(ahead('email_change_requested', ['undo_email_change'])).toEqual([
    'Stops the change: the address of your account stays ada@example.com.',
  ]);
  expect(ahead('email_changed', ['undo_email_change'], { emailChangeMade: true })).toEqual([
    'Sets the address of your account back to ada@example.com.',
  ]);
});

describe('What was done', () => {
  test('is told apart from what was done before', () => {
    const steps: Disowning['steps'] = ['remove_passkey', 'end_session', 'pause_email_sign_in'];
    expect(
      taken(steps, ['passkey_removed', 'session_ended', 'session_ended', 'email_sign_in_paused']),
    ).toEqual(['The passkey “Key” was removed.', '2 sessions were ended.', 'Sign-in by email was paused.']);
    expect(taken(steps, [])).toEqual([
      'The passkey “Key” had been removed already.',
      'The session had ended already.',
      'Sign-in by email was off or paused already.',
    ]);
  });

  test.each([
    [true, ['email_change_reverted'], /is ada@example.com again/],
    [true, [], /could not be set back to ada@example.com/],
    [false, [], /was stopped/],
  ] as const)('about an address, made: %s, by %j', (emailChangeMade, effects, sentence) => {
    expect(taken(['undo_email_change'], effects, { emailChangeMade })).toEqual([
      expect.stringMatching(sentence),
    ]);
  });

  test('about what the session made', () => {
    const steps: Disowning['steps'] = ['undo_made'];
    expect(ahead('signed_in', steps, { made })).toEqual([
      'Removes the passkey “Rogue”, which was added there, and ends the sessions that it opened.',
      'Makes the recovery codes worthless that were created there.',
      'Sets the address of your account back to ada@example.com.',
      'Stops the change of address to mallory@example.com.',
    ]);
    expect(taken(steps, ['email_change_reverted'], { made })).toEqual([
      'The passkey “Rogue”, which was added there, no longer signs in.',
      'The recovery codes that were created there no longer work.',
      'The address of your account is ada@example.com again.',
    ]);
    expect(taken(steps, [], { made: made.slice(-1) })).toEqual(['The change of address was stopped.']);
    expect(ahead('signed_in', steps)).toEqual([]);
    expect(taken(steps, [])).toEqual([]);
  });

  test('about a recovery', () => {
    expect(taken(['cancel_recovery'], ['recovery_cancelled'])).toEqual(['The recovery was cancelled.']);
    expect(taken(['cancel_recovery'], [])).toEqual(['The recovery was over already.']);
    expect(taken(['cancel_recovery'], ['session_ended'])).toEqual([
      'The recovery was over already; what it had opened was ended.',
    ]);
  });
});

function ahead(
  type: Disowning['event']['type'],
  steps: Disowning['steps'],
  changes: Partial<Disowning['event']> = {},
) {
  return stepsAhead({ state: 'open', steps, event: { ...event, ...changes, type } }, t);
}

function taken(
  steps: Disowning['steps'],
  effects: readonly Disowning['event']['effects'][number][],
  changes: Partial<Disowning['event']> = {},
) {
  return stepsTaken({ state: 'done', steps, event: { ...event, ...changes, effects: [...effects] } }, t);
}

const addresses = { oldEmail: 'ada@example.com', newEmail: 'eve@example.com' };
const made: Disowning['event']['made'] = [
  { id: 2, type: 'passkey_added', details: { name: 'Rogue' }, emailChangeMade: false },
  { id: 3, type: 'recovery_codes_created', details: {}, emailChangeMade: false },
  { id: 4, type: 'email_change_requested', details: addresses, emailChangeMade: true },
  { id: 5, type: 'email_changed', details: addresses, emailChangeMade: true },
  {
    id: 6,
    type: 'email_change_requested',
    details: { oldEmail: 'eve@example.com', newEmail: 'mallory@example.com' },
    emailChangeMade: false,
  },
];

const event: Disowning['event'] = {
  id: 1,
  userId: 'user',
  type: 'signed_in',
  at: new Date('2026-11-22T14:03:00Z'),
  device: 'Chrome on macOS',
  place: null,
  sessionId: 'session',
  details: { name: 'Key', oldEmail: 'ada@example.com', newEmail: 'eve@example.com' },
  disownedAt: null,
  expired: false,
  effects: [],
  emailChangeMade: false,
  locale: 'en',
  emailSignIn: 'on',
  made: [],
  otherPasskeys: 0,
  hasRecoveryCodes: false,
};

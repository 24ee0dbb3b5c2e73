import { expect, test } from 'vitest';
import { securityEventTypes } from '@/db/schema';
import type { SecurityEventType } from '@/db/security-events';
import { locales } from './messages/languages';
import { translator } from './messages/translate';
import { eventSentence } from './security-events';

const t = translator('en');

const name = 'iCloud Keychain';
const emails = { oldEmail: 'ada@example.com', newEmail: 'ada@example.org' };

const examples: Record<SecurityEventType, [details: Record<string, string>, sentence: string]> = {
  account_created: [{}, 'Account created'],
  signed_in: [{ method: 'passkey' }, 'Signed in with a passkey'],
  signed_out: [{}, 'Signed out'],
  confirmed: [{ method: 'email' }, 'Confirmed by email that it was you'],
  passkey_added: [{ name }, 'Passkey “iCloud Keychain” added'],
  passkey_renamed: [{ name }, 'Passkey renamed to “iCloud Keychain”'],
  passkey_removed: [{ name }, 'Passkey “iCloud Keychain” removed'],
  sign_count_regressed: [{ name }, 'Passkey “iCloud Keychain” answered in a way that suggests it was copied'],
  session_ended: [{ device: 'Firefox on Linux' }, 'Session ended: Firefox on Linux'],
  other_sessions_ended: [{ count: '2' }, 'All 2 other sessions ended'],
  profile_changed: [
    { nameBefore: 'Ada', name: 'Ada L.', usernameBefore: 'ada', username: 'lovelace' },
    'Name changed from “Ada” to “Ada L.”, username from ada to lovelace',
  ],
  email_change_requested: [emails, 'Change of email from ada@example.com to ada@example.org asked for'],
  email_changed: [emails, 'Email changed from ada@example.com to ada@example.org'],
  email_change_reverted: [emails, 'Email changed back from ada@example.com to ada@example.org'],
  email_sign_in_on: [{}, 'Sign-in by email turned on'],
  email_sign_in_off: [{}, 'Sign-in by email turned off'],
  email_sign_in_paused: [{}, 'Sign-in by email paused'],
  recovery_codes_created: [{}, 'New recovery codes created'],
  recovery_code_used: [{}, 'Recovery code used'],
  recovery_started: [{}, 'Delayed recovery started'],
  recovery_ready: [{}, 'Delayed recovery ready'],
  recovery_cancelled: [{}, 'Delayed recovery cancelled'],
  account_disabled: [
    { reason: 'Asked for by phone', by: 'ops' },
    'An operator disabled the account: Asked for by phone',
  ],
  account_enabled: [{ by: 'ops' }, 'An operator enabled the account again'],
  sessions_ended_by_operator: [{ count: '3', by: 'ops' }, 'An operator ended all 3 sessions'],
  operator_link_made: [{ by: 'ops' }, 'An operator made a link to sign in with'],
  disowned: [{ type: 'passkey_added', eventId: '7' }, "You said “This wasn't me”: Passkey added"],
};

test.each(securityEventTypes)('an owner reads in words what “%s” means', (type) => {
  const [details, sentence] = examples[type];
  expect(eventSentence({ type, details }, t)).toBe(sentence);
});

test('each way to sign in has its words', () => {
  const sentences = ['passkey', 'email', 'recovery', 'operator'].map((method) =>
    eventSentence({ type: 'signed_in', details: { method } }, t),
  );
  expect(sentences).toEqual([
    'Signed in with a passkey',
    'Signed in by email',
    'Signed in by recovery',
    'Signed in with a link from an operator',
  ]);
});

test('only what changed of a profile is told', () => {
  const details = { usernameBefore: 'a', username: 'b' };
  const sentence = eventSentence({ type: 'profile_changed', details }, t);
  expect(sentence).toBe('Username changed from a to b');
});

test.each(locales)('whatever the details lack, every event has a sentence of its own: %s', (locale) => {
  const t = translator(locale);
  const sentences = securityEventTypes.map((type) => eventSentence({ type, details: {} }, t));
  expect(new Set(sentences).size).toBe(securityEventTypes.length);
  for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|null|_|\s$/);
  for (const type of ['disowned', 'no_such_event', 'constructor', '__proto__']) {
    expect(eventSentence({ type: 'disowned', details: { type } }, t)).toContain(t('securityEvents.disowned'));
  }
});

test.each(locales)('every event is told with its details: %s', (locale) => {
  for (const type of securityEventTypes) {
    const [details] = examples[type];
    const sentence = eventSentence({ type, details }, translator(locale));
    expect(sentence).not.toMatch(/undefined|null|[{}]/);
    const { by: _, eventId: __, method: ___, type: ____, ...told } = details;
    // Arabic has words of its own for one and two.
    for (const detail of Object.values(told)) {
      if (detail !== '2') expect(sentence).toContain(detail.split(' ')[0]);
    }
  }
});

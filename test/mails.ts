import type { Mail } from '@/lib/mail/render';
import type { NoticeSubject } from '@/lib/mail/templates/notice-words';
import type { Locale } from '@/lib/messages/languages';

const origin = 'https://accounts.example';
const token = 'c2VsZWN0b3I.1.aGFsZi1hLWh1bmRyZWQtbGV0dGVycy1vZi1zZWNyZXQ';

/** Addresses that lead out of mails. */
export const addresses = {
  link: `${origin}/sign-in/link?token=${token}`,
  register: `${origin}/register`,
  signIn: `${origin}/sign-in`,
  recover: `${origin}/sign-in/recover`,
  sessions: `${origin}/account/sessions`,
  notMe: `${origin}/not-me?token=${token}`,
};
export const code = '7K3M-Q2XP';

const appName = 'Latchkey';
const requestedAt = new Date('2026-11-22T14:03:59Z');
const expiresAt = new Date('2026-11-22T14:13:59Z');
const locale: Locale = 'en';
const asking = { appName, locale, device: 'Chrome on macOS', requestedAt };
const proof = { ...asking, link: addresses.link, code, expiresAt };

/** One of each mail that answers somebody who asked for something, the operator included. */
export const answers = {
  signIn: { template: 'sign-in', ...proof },
  register: { template: 'register', name: 'Ada Lovelace', ...proof },
  existingAccount: { template: 'existing-account', ...proof },
  noAccount: { template: 'no-account', ...asking, registerUrl: addresses.register },
  confirmEmail: { template: 'confirm-email', name: 'Ada Lovelace', ...proof },
  stepUp: { template: 'step-up', ...asking, code, expiresAt, sessionsUrl: addresses.sessions },
  emailSignInOff: { template: 'email-sign-in-off', reason: 'off', ...asking, recoverUrl: addresses.recover },
  emailSignInPaused: {
    template: 'email-sign-in-off',
    reason: 'paused',
    ...asking,
    recoverUrl: addresses.recover,
  },
  emailAlreadyUsed: { template: 'email-already-used', ...asking },
  emailLeft: { template: 'email-already-used', left: true, ...asking },
  trial: { template: 'trial', appName, locale, origin },
} satisfies Record<string, Mail>;

/** What notices are about: each event once. */
export const noticeSubjects: { [event in NoticeSubject['event']]: NoticeSubject & { event: event } } = {
  passkey_added: { event: 'passkey_added', passkey: 'iCloud Keychain 2' },
  passkey_removed: { event: 'passkey_removed', passkey: 'iCloud Keychain 2' },
  signed_in: { event: 'signed_in', method: 'passkey', known: false },
  recovery_code_used: { event: 'recovery_code_used', known: false },
  email_change_requested: { event: 'email_change_requested', newEmail: 'ada.new@example.com' },
  email_changed: {
    event: 'email_changed',
    oldEmail: 'ada@example.com',
    newEmail: 'ada.new@example.com',
    recipient: 'old',
  },
  email_change_reverted: {
    event: 'email_change_reverted',
    oldEmail: 'ada.new@example.com',
    newEmail: 'ada@example.com',
  },
  other_sessions_ended: { event: 'other_sessions_ended' },
  email_sign_in_off: { event: 'email_sign_in_off' },
  email_sign_in_on: { event: 'email_sign_in_on' },
  recovery_codes_created: { event: 'recovery_codes_created' },
  recovery_started: { event: 'recovery_started', readyAt: new Date('2026-11-23T14:03:59Z') },
  recovery_ready: {
    event: 'recovery_ready',
    signInUrl: addresses.signIn,
    until: new Date('2026-11-25T14:03:59Z'),
  },
  account_disabled: { event: 'account_disabled', reason: 'You asked for it by phone' },
  account_enabled: { event: 'account_enabled' },
  sessions_ended_by_operator: { event: 'sessions_ended_by_operator' },
  operator_link_made: { event: 'operator_link_made' },
  account_deleted: { event: 'account_deleted' },
};

/** A notice about an event; with "This wasn't me", unless it is told otherwise. */
export function notice(about: NoticeSubject, changes: Partial<Notice> = {}): Notice {
  return {
    template: 'notice',
    appName,
    locale,
    about,
    at: requestedAt,
    device: 'Chrome on macOS',
    place: null,
    notMeUrl: isFinal(about) ? null : addresses.notMe,
    ...changes,
  };
}

/** Whether no "This wasn't me" goes with it. */
export function isFinal({ event }: NoticeSubject): boolean {
  return [
    'account_deleted',
    'account_disabled',
    'account_enabled',
    'sessions_ended_by_operator',
    'email_change_reverted',
  ].includes(event);
}

/** Every mail there is, by a name for its file. */
export function everyMail(): [name: string, mail: Mail][] {
  return [
    ...Object.entries(answers),
    ...Object.values(noticeSubjects).map((about): [string, Mail] => [about.event, notice(about)]),
  ];
}

type Notice = Mail & { template: 'notice' };

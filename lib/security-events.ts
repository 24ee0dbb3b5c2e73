import type { SecurityEvent, SecurityEventType } from '@/db/security-events';

/** What happened, in words for the account's owner. What its details do not hold is left out. */
export function eventSentence({ type, details }: Pick<SecurityEvent, 'type' | 'details'>): string {
  return sentences[type](details);
}

const sentences: Record<SecurityEventType, (details: Details) => string> = {
  account_created: () => 'Account created',
  signed_in: ({ method }) => `Signed in${by(method)}`,
  signed_out: () => 'Signed out',
  confirmed: ({ method }) => `Confirmed that it was you${by(method)}`,
  passkey_added: ({ name }) => `${passkey(name)} added`,
  passkey_renamed: ({ name }) => `Passkey renamed${name ? ` to “${name}”` : ''}`,
  passkey_removed: ({ name }) => `${passkey(name)} removed`,
  sign_count_regressed: ({ name }) => `${passkey(name)} answered in a way that suggests it was copied`,
  session_ended: ({ device }) => `Session ended${device ? `: ${device}` : ''}`,
  other_sessions_ended: ({ count }) => `All other sessions ended${count ? `: ${count}` : ''}`,
  profile_changed: profileChange,
  email_change_requested: (details) => `Change of email${fromTo(details)} asked for`,
  email_changed: (details) => `Email changed${fromTo(details)}`,
  email_change_reverted: (details) => `Email changed back${fromTo(details)}`,
  email_sign_in_on: () => 'Sign-in by email turned on',
  email_sign_in_off: () => 'Sign-in by email turned off',
  email_sign_in_paused: () => 'Sign-in by email paused',
  recovery_codes_created: () => 'New recovery codes created',
  recovery_code_used: () => 'Recovery code used',
  recovery_started: () => 'Delayed recovery started',
  recovery_ready: () => 'Delayed recovery ready',
  recovery_cancelled: () => 'Delayed recovery cancelled',
  account_disabled: ({ reason }) => `An operator disabled the account${reason ? `: ${reason}` : ''}`,
  account_enabled: () => 'An operator enabled the account again',
  sessions_ended_by_operator: ({ count }) => `An operator ended all sessions${count ? `: ${count}` : ''}`,
  operator_link_made: () => 'An operator made a link to sign in with',
  disowned: ({ type }) => `You said “This wasn't me”${isEvent(type) ? `: ${sentences[type]({})}` : ''}`,
};

function by(method: string | undefined): string {
  if (method === 'passkey') return ' with a passkey';
  if (method === 'operator') return ' with a link from an operator';
  return method ? ` by ${method}` : '';
}

function passkey(name: string | undefined): string {
  return name ? `Passkey “${name}”` : 'Passkey';
}

function fromTo({ oldEmail, newEmail }: Details): string {
  return `${oldEmail ? ` from ${oldEmail}` : ''}${newEmail ? ` to ${newEmail}` : ''}`;
}

function profileChange({ nameBefore, name, usernameBefore, username }: Details): string {
  const changes = [
    name && `Name changed from “${nameBefore}” to “${name}”`,
    username && `Username changed from ${usernameBefore} to ${username}`,
  ];
  return changes.filter(Boolean).join('. ') || 'Profile changed';
}

function isEvent(type: string | undefined): type is SecurityEventType {
  return type !== undefined && Object.hasOwn(sentences, type);
}

type Details = SecurityEvent['details'];

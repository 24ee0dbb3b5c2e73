import 'server-only';
import { securityEventTypes } from '@/db/schema';
import type { SecurityEvent, SecurityEventType } from '@/db/security-events';
import { deviceName } from './device';
import type { MessageKey, Translate } from './messages/format';

/** What happened, in words for the account's owner. What its details do not hold is left out. */
export function eventSentence({ type, details }: Described, t: Translate): string {
  return detailed[type]?.(details, t) ?? t(`securityEvents.${type}`);
}

/** The sentences that say more than their type, and null where the details are not enough for that. */
const detailed: Partial<Record<SecurityEventType, (details: Details, t: Translate) => string | null>> = {
  signed_in: byMethod({
    passkey: 'securityEvents.signedInByPasskey',
    email: 'securityEvents.signedInByEmail',
    recovery: 'securityEvents.signedInByRecovery',
    operator: 'securityEvents.signedInByOperator',
  }),
  confirmed: byMethod({
    passkey: 'securityEvents.confirmedByPasskey',
    email: 'securityEvents.confirmedByEmail',
  }),
  passkey_added: ofPasskey('securityEvents.passkeyNamedAdded'),
  passkey_renamed: ofPasskey('securityEvents.passkeyRenamedTo'),
  passkey_removed: ofPasskey('securityEvents.passkeyNamedRemoved'),
  sign_count_regressed: ofPasskey('securityEvents.passkeyNamedCopied'),
  session_ended: ({ device }, t) =>
    device ? t('securityEvents.sessionOfDeviceEnded', { device: deviceName(device, t) }) : null,
  other_sessions_ended: counted('securityEvents.otherSessionsCounted'),
  profile_changed: profileChange,
  email_change_requested: fromTo('securityEvents.emailChangeRequested'),
  email_changed: fromTo('securityEvents.emailChanged'),
  email_change_reverted: fromTo('securityEvents.emailChangedBack'),
  account_disabled: ({ reason }, t) =>
    reason ? t('securityEvents.accountDisabledBecause', { reason }) : null,
  sessions_ended_by_operator: counted('securityEvents.sessionsCountedEndedByOperator'),
  disowned: ({ type }, t) =>
    isEvent(type) ? t('securityEvents.disownedEvent', { event: t(`securityEvents.${type}`) }) : null,
};

function byMethod(keys: Record<string, MessageKey>) {
  return ({ method = '' }: Details, t: Translate) => {
    const key = Object.hasOwn(keys, method) ? keys[method] : undefined;
    return key ? t(key) : null;
  };
}

function ofPasskey(key: MessageKey) {
  return ({ name }: Details, t: Translate) => (name ? t(key, { passkey: name }) : null);
}

function counted(key: MessageKey) {
  return ({ count }: Details, t: Translate) => (count ? t(key, { count: Number(count) }) : null);
}

function fromTo(key: MessageKey) {
  return ({ oldEmail, newEmail }: Details, t: Translate) =>
    oldEmail && newEmail ? t(key, { oldEmail, newEmail }) : null;
}

function profileChange({ nameBefore = '', name, usernameBefore = '', username }: Details, t: Translate) {
  if (name && username) {
    return t('securityEvents.namesChanged', { nameBefore, name, usernameBefore, username });
  }
  if (name) return t('securityEvents.nameChanged', { nameBefore, name });
  return username ? t('securityEvents.usernameChanged', { usernameBefore, username }) : null;
}

function isEvent(type: string | undefined): type is SecurityEventType {
  return securityEventTypes.some((known) => known === type);
}

type Described = Pick<SecurityEvent, 'type' | 'details'>;
type Details = SecurityEvent['details'];

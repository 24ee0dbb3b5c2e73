import type { MessageKey, Translate } from './messages/format';

/** What a page says on arrival, by its `notice` parameter: fixed sentences only, whatever the address holds. */
export function noticeFrom(parameter: string | string[] | undefined, t: Translate): Notice | null {
  if (typeof parameter !== 'string' || !Object.hasOwn(notices, parameter)) return null;
  const [tone, key] = notices[parameter] ?? [];
  return tone && key ? { tone, text: t(key) } : null;
}

const notices: Record<string, [Notice['tone'], MessageKey]> = {
  'signed-out': ['success', 'notices.signedOut'],
  'mail-sent': ['success', 'notices.mailSent'],
  'passkey-created': ['success', 'notices.passkeyCreated'],
  'session-ended': ['success', 'notices.sessionEnded'],
  'other-sessions-ended': ['success', 'notices.otherSessionsEnded'],
  'passkey-named': ['success', 'notices.passkeyNamed'],
  'passkey-deleted': ['success', 'notices.passkeyDeleted'],
  'profile-saved': ['success', 'notices.profileSaved'],
  'email-changed': ['success', 'notices.emailChanged'],
  'email-change-cancelled': ['success', 'notices.emailChangeCancelled'],
  'email-sign-in-off': ['success', 'notices.emailSignInOff'],
  'email-sign-in-on': ['success', 'notices.emailSignInOn'],
  'operator-link': ['success', 'notices.operatorLink'],
  'recovery-cancelled': ['success', 'notices.recoveryCancelled'],
  'email-taken-meanwhile': ['error', 'refusals.email_taken_meanwhile'],
  'username-taken': ['error', 'refusals.username_taken_meanwhile'],
  'link-wrong': ['error', 'refusals.link_wrong'],
  'link-expired': ['error', 'refusals.link_expired'],
  'link-used': ['error', 'refusals.link_used'],
  'tries-spent': ['error', 'refusals.tries_spent'],
  'ask-again': ['error', 'refusals.ask_again'],
  'proof-lost': ['error', 'refusals.proof_lost'],
  'not-signed-in': ['error', 'refusals.not_signed_in'],
};

type Notice = { tone: 'info' | 'success' | 'error'; text: string };

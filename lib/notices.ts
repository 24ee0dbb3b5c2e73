import { messages } from './messages';

/** What a page says on arrival, by its `notice` parameter: fixed sentences only, whatever the address holds. */
export function noticeFrom(parameter: string | string[] | undefined): NoticeText | null {
  return (typeof parameter === 'string' && Object.hasOwn(notices, parameter) && notices[parameter]) || null;
}

const notices: Record<string, NoticeText> = {
  'signed-out': { tone: 'success', text: 'You are signed out.' },
  'passkey-created': { tone: 'success', text: 'Your passkey is ready. Next time, sign in with it.' },
  'session-ended': { tone: 'success', text: 'That browser is signed out.' },
  'other-sessions-ended': { tone: 'success', text: 'Every other browser is signed out.' },
  'passkey-named': { tone: 'success', text: 'The name is saved.' },
  'passkey-deleted': { tone: 'success', text: 'The passkey is deleted. It can no longer sign in.' },
  'profile-saved': { tone: 'success', text: 'Saved.' },
  'email-changed': {
    tone: 'success',
    text: 'Your address is changed. We wrote to the old one and the new one.',
  },
  'email-change-cancelled': { tone: 'success', text: 'Cancelled. Your address stays as it is.' },
  'email-taken-meanwhile': { tone: 'error', text: messages.email_taken_meanwhile },
  'email-sign-in-off': { tone: 'success', text: 'Sign-in by email is off. Your passkeys sign you in.' },
  'email-sign-in-on': { tone: 'success', text: 'Sign-in by email is on.' },
  'operator-link': {
    tone: 'success',
    text: 'You signed in with a link from an operator. Within ten minutes, create a passkey or change your address.',
  },
  'recovery-cancelled': { tone: 'success', text: 'The recovery is cancelled.' },
  'username-taken': { tone: 'error', text: messages.username_taken_meanwhile },
  'link-wrong': { tone: 'error', text: messages.link_wrong },
  'link-expired': { tone: 'error', text: messages.link_expired },
  'link-used': { tone: 'error', text: messages.link_used },
  'tries-spent': { tone: 'error', text: messages.tries_spent },
  'ask-again': { tone: 'error', text: messages.ask_again },
  'proof-lost': { tone: 'error', text: messages.proof_lost },
  'not-signed-in': { tone: 'error', text: messages.not_signed_in },
};

type NoticeText = { tone: 'info' | 'success' | 'error'; text: string };

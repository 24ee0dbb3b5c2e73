import { messages } from './messages';

/** What a page says on arrival, by its `notice` parameter: fixed sentences only, whatever the address holds. */
export function noticeFrom(parameter: string | string[] | undefined): NoticeText | null {
  return (typeof parameter === 'string' && Object.hasOwn(notices, parameter) && notices[parameter]) || null;
}

const notices: Record<string, NoticeText> = {
  'signed-out': { tone: 'success', text: 'You are signed out.' },
  'passkey-created': { tone: 'success', text: 'Your passkey is ready. Next time, sign in with it.' },
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

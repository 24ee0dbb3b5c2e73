import type { FailureCode } from '@/lib/errors';
import type { MessageKey } from '@/lib/messages/format';
import { patience } from './observe-ceremony';

/**
 * What to tell a person whose ceremony did not come to its end, and the one thing to do next. Nothing where there is nothing
 * to tell. Browsers say little on purpose (WebAuthn L3, 14.5.1), so what can be guessed is guessed from the time that passed
 * and from what was tried before. The first row that fits speaks.
 */
export function coach(situation: Situation): Advice | null {
  const row = rows.find(({ when }) => when(situation));
  if (!row?.say) return null;
  const sentence = typeof row.say === 'function' ? row.say(situation) : row.say;
  const next = typeof row.next === 'function' ? row.next(situation) : row.next;
  return { sentence, next: next === 'otherwise' ? otherwise[situation.ceremony] : next };
}

/** Ended after so many seconds, it ran out of time: Safari waits two minutes whatever is asked of it, others longer. */
const TIME_RUN_OUT = 115;

/** The other way on, where passkeys are none. */
const otherwise = { signIn: 'mail', creation: 'without', stepUp: 'recover' } as const;

const rows: Row[] = [
  // Another ceremony took its place, and speaks for itself.
  { when: is('replaced'), say: null },

  // It goes on. A person may take minutes, so nothing is ended for them.
  {
    when: ({ cause, seconds }) => cause === 'waiting' && seconds < patience.wayOut,
    say: 'coach.waiting',
    next: null,
  },
  {
    when: ({ cause }) => cause === 'waiting',
    say: 'coach.waitingLong',
    next: ({ ceremony }) => (ceremony === 'signIn' ? 'mail' : 'stop'),
  },

  // The server said no.
  { when: is('passkey_forgotten'), say: 'passkeySignIn.forgotten', next: 'mail' },
  { when: is('passkey_unknown'), say: 'passkeySignIn.forgetIt', next: 'mail' },
  {
    when: is('passkey_refused'),
    say: ({ ceremony }) => (ceremony === 'stepUp' ? 'stepUp.otherAccount' : 'refusals.passkey_refused'),
    next: ({ tries }) => (tries === 0 ? 'again' : 'otherwise'),
  },
  {
    when: is('passkey_already_registered'),
    say: 'passkeyCreation.alreadyThere',
    next: 'passkeys',
  },
  { when: is('passkey_limit'), say: 'refusals.passkey_limit', next: 'passkeys' },
  { when: is('not_signed_in'), say: 'refusals.not_signed_in', next: 'signIn' },
  { when: is('foreign_request'), say: 'refusals.foreign_request', next: 'reload' },
  { when: is('too_many_challenges'), say: 'refusals.too_many_challenges', next: 'otherwise' },
  { when: isRefusal, say: ({ cause }) => `refusals.${cause as FailureCode}`, next: 'again' },

  // The page cannot.
  { when: ({ page }) => page === 'insecure', say: 'coach.insecure', next: 'secure' },
  { when: ({ page }) => page === 'without', say: inWords('unsupported'), next: 'otherwise' },
  { when: is('nothing'), say: null },
  {
    when: ({ page, cause }) => page === 'framed' && (isCancelled(cause) || cause === 'SecurityError'),
    say: 'coach.framed',
    next: 'alone',
  },
  { when: is('SecurityError'), say: 'coach.address', next: 'otherwise' },

  // The browser ended it, and does not say why.
  {
    when: ({ cause, asked }) => isCancelled(cause) && asked === 'hybrid',
    say: 'coach.phoneSilent',
    next: ({ tries }) => (tries === 0 ? 'again' : 'otherwise'),
  },
  {
    when: ({ ceremony, cause, asked }) =>
      ceremony === 'creation' && isCancelled(cause) && asked === 'security-key',
    say: 'passkeyCreation.keyNeedsPin',
    next: ({ tries }) => (tries < 2 ? 'again' : 'otherwise'),
  },
  {
    when: ({ cause, seconds }) => isCancelled(cause) && cause !== 'stopped' && seconds >= TIME_RUN_OUT,
    say: ({ ceremony }) => (ceremony === 'creation' ? 'passkeyCreation.late' : 'coach.late'),
    next: 'again',
  },
  {
    when: ({ cause, tries }) => isCancelled(cause) && cause !== 'stopped' && tries === 0,
    say: inWords('cancelled'),
    next: 'again',
  },
  {
    when: ({ cause, tries, phone }) => isCancelled(cause) && tries < 2 && phone,
    say: ({ ceremony }) => (ceremony === 'creation' ? 'passkeyCreation.cancelledTwice' : 'coach.onPhone'),
    next: 'phone',
  },
  { when: ({ cause }) => isCancelled(cause), say: inWords('none'), next: 'otherwise' },

  // The device cannot, or did something odd.
  {
    when: ({ ceremony, cause }) => ceremony === 'creation' && cause === 'InvalidStateError',
    say: 'passkeyCreation.alreadyThere',
    next: 'passkeys',
  },
  {
    // What Chrome on Android calls not supported is, with options like ours, a device without a screen lock.
    when: ({ cause }) => cause === 'ConstraintError' || cause === 'NotSupportedError',
    say: 'coach.screenLock',
    next: ({ tries, phone }) => (tries === 0 ? 'again' : phone && tries === 1 ? 'phone' : 'otherwise'),
  },
  {
    when: is('OperationError'),
    say: 'coach.pending',
    next: ({ tries }) => (tries === 0 ? 'again' : 'otherwise'),
  },
  {
    when: () => true,
    say: ({ ceremony }) => (ceremony === 'creation' ? 'passkeyCreation.failed' : 'coach.failed'),
    next: ({ tries }) => (tries === 0 ? 'again' : 'otherwise'),
  },
];

function is(expected: string) {
  return ({ cause }: Situation) => cause === expected;
}

/** Codes of the server are written like this; browsers write NotAllowedError, and we one word. */
function isRefusal({ cause }: Situation): boolean {
  return cause.includes('_') || cause === 'unavailable' || cause === 'busy';
}

/** Firefox calls aborted what its person cancelled. */
function isCancelled(cause: string): boolean {
  return ['NotAllowedError', 'AbortError', 'TimeoutError', 'stopped'].includes(cause);
}

function inWords(what: keyof (typeof words)['signIn']) {
  return ({ ceremony }: Situation) => words[ceremony][what];
}

/** What each ceremony has words of its own for. */
const words = {
  signIn: {
    cancelled: 'passkeySignIn.cancelled',
    none: 'coach.cancelledNoneHere',
    unsupported: 'passkeySignIn.unsupported',
  },
  creation: {
    cancelled: 'passkeyCreation.cancelled',
    none: 'passkeyCreation.notNow',
    unsupported: 'passkeyCreation.unsupported',
  },
  stepUp: { cancelled: 'stepUp.cancelled', none: 'stepUp.lost', unsupported: 'stepUp.unsupported' },
} as const;

/** What is known of a ceremony that is stuck, or over without a passkey. */
export type Situation = {
  ceremony: Ceremony;
  cause: Cause;
  /** How long the browser has had, in seconds. */
  seconds: number;
  /** Whether the page can use passkeys at all. `framed`: shown inside another page; it may be allowed to. */
  page: 'able' | 'framed' | 'insecure' | 'without';
  /** Whether the browser can ask a phone, and is not on one. */
  phone: boolean;
  /** How many have failed on this page before. */
  tries: number;
  /** What kind of authenticator was asked for; null where any. */
  asked: Asked | null;
};

/**
 * The name of the browser's error; the server's code; or of our own: `waiting` while it goes on, `stopped` by the person's
 * wish, `replaced` by another, `nothing` before it began.
 */
export type Cause = string;

export type Ceremony = 'signIn' | 'creation' | 'stepUp';
export type Asked = 'client-device' | 'hybrid' | 'security-key';

/** One sentence, and one step; none while all there is to do is to wait. */
export type Advice = { sentence: MessageKey; next: Step | null };

export type Step =
  | 'again'
  | 'phone'
  | 'mail'
  | 'without'
  | 'recover'
  | 'passkeys'
  | 'signIn'
  | 'stop'
  | 'reload'
  | 'secure'
  | 'alone';

type Row = { when: (situation: Situation) => boolean } & (
  | { say: null; next?: never }
  | {
      say: MessageKey | ((situation: Situation) => MessageKey);
      next: Step | 'otherwise' | null | ((situation: Situation) => Step | 'otherwise');
    }
);

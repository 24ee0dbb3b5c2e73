import type { Disowning } from '@/lib/disown';
import type { MessageKey, Translate } from '@/lib/messages/format';

/** What the button will do, a line for each step. */
export function stepsAhead({ event, steps }: Disowning, t: Translate): string[] {
  const { type, details, emailSignIn } = event;
  const { oldEmail = '' } = details;
  const ahead: Record<Step, () => string[]> = {
    remove_passkey: () => [t('notMeAhead.removePasskey', named(details))],
    remove_recovery_codes: () => [t('notMeAhead.removeRecoveryCodes')],
    void_operator_link: () => [t('notMeAhead.voidOperatorLink')],
    undo_email_change: () => [
      t(event.emailChangeMade ? 'notMeAhead.revertEmail' : 'notMeAhead.stopEmailChange', { oldEmail }),
    ],
    end_session: () => [t(doers[type] ?? 'notMeAhead.endSession')],
    pause_email_sign_in: () => [t(pauses[emailSignIn])],
    cancel_recovery: () => [t('notMeAhead.cancelRecovery')],
    undo_made: () => event.made.map((made) => madeAhead(made, t)),
  };
  const limit = limits[type];
  return distinct([...steps.flatMap((step) => ahead[step]()), ...(limit ? [t(limit)] : [])]);
}

/** What came of each step. */
export function stepsTaken({ event, steps }: Disowning, t: Translate): string[] {
  const { effects, details } = event;
  const did = (effect: Event['effects'][number]) => effects.includes(effect);
  const ended = effects.filter((effect) => effect === 'session_ended').length;
  const taken: Record<Step, () => string[]> = {
    remove_passkey: () => [
      t(did('passkey_removed') ? 'notMeTaken.passkeyRemoved' : 'notMeTaken.passkeyWasGone', named(details)),
    ],
    remove_recovery_codes: () => [t('notMeTaken.codesWorthless')],
    void_operator_link: () => [
      t(ended > 0 ? 'notMeTaken.operatorSessionEnded' : 'notMeTaken.operatorLinkVoid'),
    ],
    undo_email_change: () => [addressNow(event, t)],
    end_session: () => [t('notMeTaken.sessionsEnded', { count: ended })],
    pause_email_sign_in: () => [
      t(did('email_sign_in_paused') ? 'notMeTaken.emailPaused' : 'notMeTaken.emailWasOff'),
    ],
    cancel_recovery: () => [t(recoveryTaken(did('recovery_cancelled'), ended))],
    undo_made: () => madeTaken(event, t),
  };
  return distinct(steps.flatMap((step) => taken[step]()));
}

/** What becomes of something that came of a sign-in. */
function madeAhead({ type, details, emailChangeMade }: Made, t: Translate): string {
  const { oldEmail = '', newEmail = '' } = details;
  switch (type) {
    case 'passkey_added':
      return t('notMeAhead.removeMadePasskey', named(details));
    case 'recovery_codes_created':
      return t('notMeAhead.removeMadeCodes');
    default:
      return emailChangeMade
        ? t('notMeAhead.revertEmail', { oldEmail })
        : t('notMeAhead.stopMadeChange', { newEmail });
  }
}

function madeTaken({ made, effects }: Event, t: Translate): string[] {
  const change = made.find(({ emailChangeMade }) => emailChangeMade) ?? made.find(isEmailChange);
  return [
    ...made
      .filter(({ type }) => type === 'passkey_added')
      .map(({ details }) => t('notMeTaken.madePasskeyRemoved', named(details))),
    ...(made.some(({ type }) => type === 'recovery_codes_created')
      ? [t('notMeTaken.madeCodesWorthless')]
      : []),
    ...(change ? [addressNow({ ...change, effects }, t)] : []),
  ];
}

function isEmailChange({ type }: Made): boolean {
  return type === 'email_change_requested' || type === 'email_changed';
}

function addressNow({ details, effects, emailChangeMade }: ChangedAddress, t: Translate): string {
  const { oldEmail = '' } = details;
  if (effects.includes('email_change_reverted')) return t('notMeTaken.emailReverted', { oldEmail });
  return emailChangeMade
    ? t('notMeTaken.emailNotReverted', { oldEmail })
    : t('notMeTaken.emailChangeStopped');
}

function recoveryTaken(cancelled: boolean, ended: number): MessageKey {
  if (cancelled) return 'notMeTaken.recoveryCancelled';
  return ended > 0 ? 'notMeTaken.recoveryWasOverEnded' : 'notMeTaken.recoveryWasOver';
}

/** A passkey has a name, unless the event is from before names were noted. */
function named({ name = '' }: Event['details']) {
  return { named: name ? 'yes' : 'no', name };
}

/** A change of address comes twice: as it was asked for, and as it was made. */
function distinct(sentences: string[]): string[] {
  return [...new Set(sentences)];
}

/** The session that did it. */
const doers: Partial<Record<Event['type'], MessageKey>> = {
  passkey_added: 'notMeAhead.endSessionThatAdded',
  passkey_removed: 'notMeAhead.endSessionThatRemoved',
  other_sessions_ended: 'notMeAhead.endSessionThatDid',
  email_change_requested: 'notMeAhead.endSessionThatAsked',
  email_changed: 'notMeAhead.endSessionThatChanged',
  email_sign_in_off: 'notMeAhead.endSessionThatDid',
  email_sign_in_on: 'notMeAhead.endSessionThatDid',
  recovery_codes_created: 'notMeAhead.endSessionThatCreated',
};

const pauses: Record<Event['emailSignIn'], MessageKey> = {
  on: 'notMeAhead.pauseEmail',
  off: 'notMeAhead.leaveEmailOff',
  paused: 'notMeAhead.leaveEmailPaused',
};

/** What no button can do. */
const limits: Partial<Record<Event['type'], MessageKey>> = {
  passkey_removed: 'notMeAhead.passkeyStaysGone',
  other_sessions_ended: 'notMeAhead.sessionsStayEnded',
  email_sign_in_off: 'notMeAhead.emailStaysOff',
};

type Event = Disowning['event'];
type Made = Event['made'][number];
type Step = Disowning['steps'][number];
type ChangedAddress = Pick<Event, 'details' | 'effects' | 'emailChangeMade'>;

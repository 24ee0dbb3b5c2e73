import type { Disowning } from '@/lib/disown';

/** What the button will do, a line for each step. */
export function stepsAhead({ event, steps }: Disowning): string[] {
  const { type, details, emailSignIn } = event;
  const ahead: Record<Step, string | string[]> = {
    remove_passkey: `Removes ${passkey(event)} and ends the sessions that it opened.`,
    remove_recovery_codes: 'Makes these recovery codes worthless.',
    void_operator_link: 'Makes the link worthless, and ends the session that it opened, if there is one.',
    undo_email_change: event.emailChangeMade
      ? `Sets the address of your account back to ${details.oldEmail}.`
      : `Stops the change: the address of your account stays ${details.oldEmail}.`,
    end_session: `Ends ${doers[type] ?? 'that session'}.`,
    pause_email_sign_in:
      emailSignIn === 'on'
        ? 'Pauses sign-in by email until you turn it on again, and ends the sessions that began by it.'
        : `Leaves sign-in by email ${emailSignIn}, as it is.`,
    cancel_recovery: 'Cancels the recovery, and ends the sessions that it opened.',
    undo_made: event.made.map(madeAhead),
  };
  const limit = limits[type];
  return distinct([...steps.flatMap((step) => ahead[step]), ...(limit ? [limit] : [])]);
}

/** What came of each step. */
export function stepsTaken({ event, steps }: Disowning): string[] {
  const { effects } = event;
  const ended = effects.filter((effect) => effect === 'session_ended').length;
  const taken: Record<Step, string | string[]> = {
    remove_passkey: effects.includes('passkey_removed')
      ? `${capital(passkey(event))} was removed.`
      : `${capital(passkey(event))} had been removed already.`,
    remove_recovery_codes: 'Those recovery codes no longer work.',
    void_operator_link:
      ended > 0 ? 'The session that it opened was ended.' : 'The link no longer signs in to your account.',
    undo_email_change: addressNow(event),
    end_session:
      ended > 1
        ? `${ended} sessions were ended.`
        : `The session ${ended === 1 ? 'was ended' : 'had ended already'}.`,
    pause_email_sign_in: effects.includes('email_sign_in_paused')
      ? 'Sign-in by email was paused.'
      : 'Sign-in by email was off or paused already.',
    cancel_recovery: effects.includes('recovery_cancelled')
      ? 'The recovery was cancelled.'
      : `The recovery was over already${ended > 0 ? '; what it had opened was ended' : ''}.`,
    undo_made: madeTaken(event),
  };
  return distinct(steps.flatMap((step) => taken[step]));
}

/** What becomes of something that came of a sign-in. */
function madeAhead(made: Made): string {
  switch (made.type) {
    case 'passkey_added':
      return `Removes ${passkey(made)}, which was added there, and ends the sessions that it opened.`;
    case 'recovery_codes_created':
      return 'Makes the recovery codes worthless that were created there.';
    default:
      return made.emailChangeMade
        ? `Sets the address of your account back to ${made.details.oldEmail}.`
        : `Stops the change of address to ${made.details.newEmail}.`;
  }
}

function madeTaken({ made, effects }: Event): string[] {
  const change = made.find(({ emailChangeMade }) => emailChangeMade) ?? made.find(isEmailChange);
  return [
    ...made
      .filter(({ type }) => type === 'passkey_added')
      .map((added) => `${capital(passkey(added))}, which was added there, no longer signs in.`),
    ...(made.some(({ type }) => type === 'recovery_codes_created')
      ? ['The recovery codes that were created there no longer work.']
      : []),
    ...(change ? [addressNow({ ...change, effects })] : []),
  ];
}

function isEmailChange({ type }: Made): boolean {
  return type === 'email_change_requested' || type === 'email_changed';
}

function addressNow({
  details,
  effects,
  emailChangeMade,
}: Pick<Event, 'details' | 'effects' | 'emailChangeMade'>): string {
  if (effects.includes('email_change_reverted')) {
    return `The address of your account is ${details.oldEmail} again.`;
  }
  return emailChangeMade
    ? `The address could not be set back to ${details.oldEmail}: it was that again already, or another account has it now.`
    : 'The change of address was stopped.';
}

function passkey({ details }: Pick<Event, 'details'>): string {
  return details.name ? `the passkey “${details.name}”` : 'the passkey';
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A change of address comes twice: as it was asked for, and as it was made. */
function distinct(sentences: string[]): string[] {
  return [...new Set(sentences)];
}

/** The session that did it. */
const doers: Partial<Record<Event['type'], string>> = {
  passkey_added: 'the session that added it',
  passkey_removed: 'the session that removed it',
  other_sessions_ended: 'the session that did it',
  email_change_requested: 'the session that asked for it',
  email_changed: 'the session that made the change',
  email_sign_in_off: 'the session that did it',
  email_sign_in_on: 'the session that did it',
  recovery_codes_created: 'the session that created them',
};

/** What no button can do. */
const limits: Partial<Record<Event['type'], string>> = {
  passkey_removed: 'Cannot bring the passkey back.',
  other_sessions_ended: 'Cannot bring the other sessions back.',
  email_sign_in_off: 'Leaves sign-in by email off until you turn it on again.',
};

type Event = Disowning['event'];
type Made = Event['made'][number];
type Step = Disowning['steps'][number];

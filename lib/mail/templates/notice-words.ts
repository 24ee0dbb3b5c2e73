import { formatMoment } from './dates';
import { plainWords } from './plain-words';
import { unlinked } from './unlinked';

/** What a notice says of each event. Subjects are fixed words and the application's name; nothing that anyone chose. */
export function noticeWords(about: NoticeSubject, appName: string): NoticeWords {
  const account = `your ${appName} account`;

  switch (about.event) {
    case 'passkey_added':
      return {
        subject: `A passkey was added to ${account}`,
        happened: `${passkey(about.passkey)} was added to your account. It can sign in from now on.`,
        undo: `removes this passkey, ends the session that added it and those it opened, ${pauses}`,
      };
    case 'passkey_removed':
      return {
        subject: `A passkey was removed from ${account}`,
        happened: `${passkey(about.passkey)} was removed from your account. It no longer signs in.`,
        undo: `ends the session that removed it, ${pauses}`,
      };
    case 'signed_in':
      return {
        subject: `New sign-in to ${account}`,
        happened: `Someone, hopefully you, signed in to your account ${methods[about.method]}${about.known ? '' : ', in a browser that was not known there'}.`,
        undo: `ends that session, ${takesBack}, ${pauses}`,
      };
    case 'recovery_code_used':
      return {
        subject: `A recovery code of ${account} was used`,
        happened:
          'Someone, hopefully you, signed in to your account with a recovery code. Each code works once.',
        undo: `ends that session, ${takesBack}, ${pauses}`,
      };
    case 'email_change_requested':
      return {
        subject: `The address of ${account} is about to change`,
        happened: `Someone, hopefully you, asked to make ${unlinked(about.newEmail)} the address of your account. Nothing has changed yet: that address has to be confirmed first.`,
        undo: `stops the change, or takes it back, ends the session that asked for it, ${pauses}`,
      };
    case 'email_changed':
      return {
        subject: `The address of ${account} was changed`,
        happened: `The address of your account is now ${unlinked(about.newEmail)}. Before, it was ${unlinked(about.oldEmail)}.`,
        undo: `takes the change back, ends the session that made it, ${pauses}`,
        ...(about.recipient === 'old' ? { because: 'belonged' } : { otherwise: secureMailbox }),
      };
    case 'email_change_reverted':
      return {
        subject: `The address of ${account} was changed back`,
        happened: `The address of your account is ${unlinked(about.newEmail)} again, and no longer ${unlinked(about.oldEmail)}: somebody who reads the mail of an earlier address, hopefully you, told us that the change was not theirs.`,
        undo: null,
        otherwise:
          'If it was not, sign in with a passkey or a recovery code, change the address again, and look through your passkeys and sessions.',
        because: 'belonged',
      };
    case 'other_sessions_ended':
      return {
        subject: `All other sessions of ${account} were ended`,
        happened: 'All sessions of your account but one were ended: every other browser is signed out.',
        undo: `ends the session that did it, ${pauses}`,
      };
    case 'email_sign_in_off':
      return {
        subject: `Email sign-in was switched off for ${account}`,
        happened:
          'From now on, no link and no code from a mail signs in to your account: passkeys and recovery codes do.',
        undo: 'ends the session that did it. Email sign-in stays off until you turn it on again',
      };
    case 'email_sign_in_on':
      return {
        subject: `Email sign-in was switched on for ${account}`,
        happened: 'From now on, links and codes from mails sign in to your account again.',
        undo: `ends the session that did it, ${pauses}`,
      };
    case 'recovery_codes_created':
      return {
        subject: `New recovery codes for ${account}`,
        happened: 'New recovery codes were created for your account. All earlier ones have stopped working.',
        undo: `makes these codes worthless, ends the session that created them, ${pauses}`,
      };
    case 'recovery_started':
      return {
        subject: `Recovery of ${account} has started`,
        happened: `Someone, hopefully you, asked for the delayed recovery of your account. From ${formatMoment(about.readyAt)}, it can be signed in to by email. Signing in with a passkey before then cancels it.`,
        undo: `cancels the recovery, ends the sessions that it opened, and ${takesBack}`,
      };
    case 'recovery_ready':
      return {
        subject: `Recovery of ${account} is ready`,
        happened: `The delayed recovery of your account is ready: until ${formatMoment(about.until)}, it can be signed in to by email. Signing in with a passkey cancels it.`,
        undo: `cancels the recovery, ends the sessions that it opened, and ${takesBack}`,
      };
    case 'account_disabled':
      return {
        subject: `${capital(account)} was disabled`,
        happened: `An operator disabled your account${about.reason ? `, and gave as the reason: “${about.reason}”` : ''}. It cannot be signed in to, and all its sessions were ended.`,
        undo: null,
        by: 'operator',
      };
    case 'account_enabled':
      return {
        subject: `${capital(account)} was enabled again`,
        happened: 'An operator enabled your account again. It can be signed in to as before.',
        undo: null,
        by: 'operator',
      };
    case 'sessions_ended_by_operator':
      return {
        subject: `You were signed out of ${account}`,
        happened: 'An operator ended all sessions of your account: every browser is signed out.',
        undo: null,
        by: 'operator',
      };
    case 'operator_link_made':
      return {
        subject: `An operator made a sign-in link for ${account}`,
        happened:
          'An operator made a link that signs in to your account, to hand it to you by another way than mail. It works for 10 minutes, once.',
        undo: `makes the link worthless, ends the session that it opened, and ${takesBack}`,
        by: 'operator',
      };
    case 'account_deleted':
      return {
        subject: `${capital(account)} was deleted`,
        happened: 'Your account was deleted, with its passkeys and sessions. This cannot be undone.',
        undo: null,
        otherwise: secureMailbox,
        because: 'belonged',
      };
  }
}

/** Its owner chose the name: anything may stand in it. */
function passkey(name: string): string {
  const words = plainWords(name);
  return words ? `The passkey “${words}”` : 'A passkey';
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const pauses = 'and pauses email sign-in until you turn it on again, ending the sessions that began by it';
const takesBack = 'takes back the passkeys, recovery codes and changes of address made there';
const methods = {
  passkey: 'with a passkey',
  email: 'with a link or code from a mail',
  recovery: 'by recovering it',
  operator: 'with a link that an operator made',
};
const secureMailbox =
  'If it was not, somebody may be able to read this mailbox: change its password, and end the sessions there that you do not know.';

export type NoticeSubject =
  | { event: 'passkey_added'; passkey: string }
  | { event: 'passkey_removed'; passkey: string }
  | { event: 'signed_in'; method: keyof typeof methods; known: boolean }
  | { event: 'recovery_code_used' }
  | { event: 'email_change_requested'; newEmail: string }
  | { event: 'email_changed'; oldEmail: string; newEmail: string; recipient: 'old' | 'new' }
  | { event: 'email_change_reverted'; oldEmail: string; newEmail: string }
  | { event: 'other_sessions_ended' }
  | { event: 'email_sign_in_off' }
  | { event: 'email_sign_in_on' }
  | { event: 'recovery_codes_created' }
  | { event: 'recovery_started'; readyAt: Date }
  | { event: 'recovery_ready'; signInUrl: string; until: Date }
  | { event: 'account_disabled'; reason: string | null }
  | { event: 'account_enabled' }
  | { event: 'sessions_ended_by_operator' }
  | { event: 'operator_link_made' }
  | { event: 'account_deleted' };

type NoticeWords = {
  subject: string;
  happened: string;
  /** What the button behind "This wasn't me" does; null where nothing can be undone. */
  undo: string | null;
  /** What to do where there is no such button. */
  otherwise?: string;
  because?: 'belonged';
  /** It was not done in any browser of the owner's. */
  by?: 'operator';
};

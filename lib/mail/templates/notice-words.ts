import type { Translate } from '@/lib/messages/format';
import { formatMoment } from '@/lib/messages/moments';
import { plainWords } from './plain-words';
import { unlinked } from './unlinked';

/** What a notice says of each event. */
export function noticeWords(about: NoticeSubject, appName: string, t: Translate): NoticeWords {
  switch (about.event) {
    case 'passkey_added':
      return {
        subject: t('mailNotices.passkeyAdded', { appName }),
        happened: withName(
          about.passkey,
          t,
          'mailNotices.passkeyAddedName',
          'mailNotices.passkeyAddedNameless',
        ),
        undo: t('mailNotices.undoPasskeyAdded'),
      };
    case 'passkey_removed':
      return {
        subject: t('mailNotices.passkeyRemoved', { appName }),
        happened: withName(
          about.passkey,
          t,
          'mailNotices.passkeyRemovedName',
          'mailNotices.passkeyRemovedNameless',
        ),
        undo: t('mailNotices.undoPasskeyRemoved'),
      };
    case 'signed_in':
      return {
        subject: t('mailNotices.signedIn', { appName }),
        happened: inBrowser(t(`mailNotices.${signedInBy[about.method]}`), about, t),
        undo: t('mailNotices.undoSignIn'),
      };
    case 'recovery_code_used':
      return {
        subject: t('mailNotices.recoveryCodeUsed', { appName }),
        happened: inBrowser(t('mailNotices.recoveryCodeUsedSays'), about, t),
        undo: t('mailNotices.undoSignIn'),
      };
    case 'email_change_requested':
      return {
        subject: t('mailNotices.emailChangeRequested', { appName }),
        happened: t('mailNotices.emailChangeRequestedSays', { email: unlinked(about.newEmail) }),
        undo: t('mailNotices.undoEmailChangeRequested'),
      };
    case 'email_changed':
      return {
        subject: t('mailNotices.emailChanged', { appName }),
        happened: t('mailNotices.emailChangedSays', emails(about)),
        undo: t('mailNotices.undoEmailChanged'),
        ...(about.recipient === 'old'
          ? { because: 'belonged' }
          : { otherwise: t('mailNotices.secureMailbox') }),
      };
    case 'email_change_reverted':
      return {
        subject: t('mailNotices.emailChangeReverted', { appName }),
        happened: t('mailNotices.emailChangeRevertedSays', emails(about)),
        undo: null,
        otherwise: t('mailNotices.emailChangeRevertedOtherwise'),
        because: 'belonged',
      };
    case 'other_sessions_ended':
      return {
        subject: t('mailNotices.otherSessionsEnded', { appName }),
        happened: t('mailNotices.otherSessionsEndedSays'),
        undo: t('mailNotices.undoSetting'),
      };
    case 'email_sign_in_off':
      return {
        subject: t('mailNotices.signInByEmailOff', { appName }),
        happened: t('mailNotices.signInByEmailOffSays'),
        undo: t('mailNotices.undoSignInByEmailOff'),
      };
    case 'email_sign_in_on':
      return {
        subject: t('mailNotices.signInByEmailOn', { appName }),
        happened: t('mailNotices.signInByEmailOnSays'),
        undo: t('mailNotices.undoSetting'),
      };
    case 'recovery_codes_created':
      return {
        subject: t('mailNotices.recoveryCodesCreated', { appName }),
        happened: t('mailNotices.recoveryCodesCreatedSays'),
        undo: t('mailNotices.undoRecoveryCodesCreated'),
      };
    case 'recovery_started':
      return {
        subject: t('mailNotices.recoveryStarted', { appName }),
        happened: t('mailNotices.recoveryStartedSays', { from: formatMoment(about.readyAt, t.locale) }),
        undo: t('mailNotices.undoRecovery'),
      };
    case 'recovery_ready':
      return {
        subject: t('mailNotices.recoveryReady', { appName }),
        happened: t('mailNotices.recoveryReadySays', { until: formatMoment(about.until, t.locale) }),
        undo: t('mailNotices.undoRecovery'),
      };
    case 'account_disabled':
      return {
        subject: t('mailNotices.accountDisabled', { appName }),
        happened: about.reason
          ? t('mailNotices.accountDisabledReason', { reason: about.reason })
          : t('mailNotices.accountDisabledSays'),
        undo: null,
        by: 'operator',
      };
    case 'account_enabled':
      return {
        subject: t('mailNotices.accountEnabled', { appName }),
        happened: t('mailNotices.accountEnabledSays'),
        undo: null,
        by: 'operator',
      };
    case 'sessions_ended_by_operator':
      return {
        subject: t('mailNotices.sessionsEnded', { appName }),
        happened: t('mailNotices.sessionsEndedSays'),
        undo: null,
        by: 'operator',
      };
    case 'operator_link_made':
      return {
        subject: t('mailNotices.operatorLinkMade', { appName }),
        happened: t('mailNotices.operatorLinkMadeSays'),
        undo: t('mailNotices.undoOperatorLink'),
        by: 'operator',
      };
    case 'account_deleted':
      return {
        subject: t('mailNotices.accountDeleted', { appName }),
        happened: t('mailNotices.accountDeletedSays'),
        undo: null,
        otherwise: t('mailNotices.secureMailbox'),
        because: 'belonged',
      };
  }
}

/** Its owner chose the name: anything may stand in it. */
function withName(
  name: string,
  t: Translate,
  named: 'mailNotices.passkeyAddedName' | 'mailNotices.passkeyRemovedName',
  nameless: 'mailNotices.passkeyAddedNameless' | 'mailNotices.passkeyRemovedNameless',
): string {
  const words = plainWords(name);
  return words ? t(named, { name: words }) : t(nameless);
}

function inBrowser(signedIn: string, { known }: { known: boolean }, t: Translate): string {
  return known ? signedIn : `${signedIn} ${t('mailNotices.newBrowser')}`;
}

function emails({ oldEmail, newEmail }: { oldEmail: string; newEmail: string }) {
  return { oldEmail: unlinked(oldEmail), newEmail: unlinked(newEmail) };
}

const signedInBy = {
  passkey: 'signedInByPasskey',
  email: 'signedInByEmail',
  recovery: 'signedInByRecovery',
  operator: 'signedInByOperator',
} as const;

export type NoticeSubject =
  | { event: 'passkey_added'; passkey: string }
  | { event: 'passkey_removed'; passkey: string }
  | { event: 'signed_in'; method: keyof typeof signedInBy; known: boolean }
  | { event: 'recovery_code_used'; known: boolean }
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

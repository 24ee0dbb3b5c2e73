import type { Translate } from '@/lib/messages/format';
import { Action } from './action';
import { AskedFrom, type Asking } from './asked-from';
import type { Headed, Letter } from './letter';
import { Paragraph } from './text';

/** Answers who asked for a link to an account that none opens: only the mailbox learns that. */
export function emailSignInOffMail(
  { appName, recoverUrl, reason, ...asking }: EmailSignInOffMail,
  t: Translate,
): Letter {
  return {
    subject: t('mails.usePasskey', { appName }),
    preview: t('mails.usePasskeyPreview'),
    heading: t('mails.usePasskeyHeading'),
    because: 'belongs',
    body: (
      <>
        <Paragraph>{t(reason === 'off' ? 'mails.signInByEmailOff' : 'mails.signInByEmailPaused')}</Paragraph>
        <Paragraph>{t('mails.noPasskeyLeft')}</Paragraph>
        <Action href={recoverUrl}>{t('mails.recoverButton')}</Action>
        <AskedFrom t={t} {...asking}>
          {t('mails.ignore')}
        </AskedFrom>
      </>
    ),
  };
}

export type EmailSignInOffMail = Headed &
  Asking & {
    /** The page for those who have no passkey left. */
    recoverUrl: string;
    /** Turned off by the owner, or paused after "This wasn't me". */
    reason: 'off' | 'paused';
  };

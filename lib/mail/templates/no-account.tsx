import type { Translate } from '@/lib/messages/format';
import { Action } from './action';
import { AskedFrom, type Asking } from './asked-from';
import type { Headed, Letter } from './letter';
import { Paragraph } from './text';

/** Answers who asked to sign in with an address that has no account: only the mailbox learns that. */
export function noAccountMail({ appName, registerUrl, ...asking }: NoAccountMail, t: Translate): Letter {
  return {
    subject: t('mails.noAccount', { appName }),
    preview: t('mails.noAccountPreview'),
    heading: t('mails.noAccountHeading'),
    because: 'entered',
    body: (
      <>
        <Paragraph>{t('mails.noAccountIntro', { appName })}</Paragraph>
        <Action href={registerUrl}>{t('mails.createAccountButton')}</Action>
        <AskedFrom t={t} {...asking}>
          {t('mails.ignore')}
        </AskedFrom>
      </>
    ),
  };
}

export type NoAccountMail = Headed & Asking & { registerUrl: string };

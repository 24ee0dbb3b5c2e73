import type { Translate } from '@/lib/messages/format';
import { AskedFrom, type Asking } from './asked-from';
import type { Headed, Letter } from './letter';
import { Paragraph } from './text';

/**
 * Goes to an address that somebody wants for another account, where it belongs to one, or did until lately: only the
 * mailbox learns that it is taken.
 */
export function emailAlreadyUsedMail(
  { appName, left, ...asking }: EmailAlreadyUsedMail,
  t: Translate,
): Letter {
  const subject = t('mails.alreadyUsed', { appName });
  const asked = (
    <AskedFrom t={t} {...asking}>
      {t('mails.ignore')}
    </AskedFrom>
  );
  return left
    ? {
        subject,
        preview: t('mails.leftPreview'),
        heading: t('mails.leftHeading'),
        because: 'entered',
        body: (
          <>
            <Paragraph>{t('mails.leftIntro', { appName })}</Paragraph>
            <Paragraph>{t('mails.leftAdvice')}</Paragraph>
            {asked}
          </>
        ),
      }
    : {
        subject,
        preview: t('mails.alreadyUsedPreview'),
        heading: t('mails.alreadyUsedHeading'),
        because: 'belongs',
        body: (
          <>
            <Paragraph>{t('mails.alreadyUsedIntro', { appName })}</Paragraph>
            <Paragraph>{t('mails.alreadyUsedAdvice')}</Paragraph>
            {asked}
          </>
        ),
      };
}

export type EmailAlreadyUsedMail = Headed &
  Asking & {
    /** The account has another address by now, and may take this one back. */
    left?: boolean;
  };

import type { Translate } from '@/lib/messages/format';
import { formatTime } from '@/lib/messages/moments';
import { WrittenLink } from './action';
import { AskedFrom, type Asking } from './asked-from';
import { Code } from './code';
import type { Headed, Letter } from './letter';
import { Paragraph, SmallPrint } from './text';

/** Proves the mailbox of somebody who is signed in; by code alone, so that nothing but the window that asked goes on. */
export function stepUpMail(
  { appName, code, expiresAt, sessionsUrl, ...asking }: StepUpMail,
  t: Translate,
): Letter {
  const time = formatTime(expiresAt, t.locale);
  return {
    subject: t('mails.stepUp', { appName }),
    preview: t('mails.stepUpPreview', { time }),
    heading: t('mails.stepUpHeading'),
    because: 'belongs',
    body: (
      <>
        <Paragraph>{t('mails.typeCode')}</Paragraph>
        <Code>{code}</Code>
        <SmallPrint>{t('mails.codeGood', { time })}</SmallPrint>
        <AskedFrom t={t} {...asking}>
          {t('mails.keepCode')}
        </AskedFrom>
        <SmallPrint>{t('mails.stepUpNotYou')}</SmallPrint>
        <WrittenLink href={sessionsUrl} />
      </>
    ),
  };
}

export type StepUpMail = Headed &
  Asking & {
    code: string;
    expiresAt: Date;
    /** Where the owner ends sessions. */
    sessionsUrl: string;
  };

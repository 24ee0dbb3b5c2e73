import type { Translate } from '@/lib/messages/format';
import type { Headed, Letter } from './letter';
import { Paragraph, SmallPrint } from './text';

/** What an operator has sent to see whether mail arrives. */
export function trialMail({ appName, origin }: TrialMail, t: Translate): Letter {
  return {
    subject: t('mails.trial', { appName }),
    preview: t('mails.trialHeading'),
    heading: t('mails.trialHeading'),
    because: null,
    body: (
      <>
        <Paragraph>{t('mails.trialIntro', { appName, origin })}</Paragraph>
        <SmallPrint>{t('mails.trialNothing')}</SmallPrint>
      </>
    ),
  };
}

export type TrialMail = Headed & { origin: string };

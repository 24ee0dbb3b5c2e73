import type { Translate } from '@/lib/messages/format';
import { formatTime } from '@/lib/messages/moments';
import type { Headed, Letter } from './letter';
import { type MailedProof, Proof } from './proof';
import { Paragraph } from './text';

/** Goes to the owner of an address that someone tried to register: only the mailbox learns that it is taken. */
export function existingAccountMail({ appName, ...proof }: ExistingAccountMail, t: Translate): Letter {
  return {
    subject: t('mails.existingAccount', { appName }),
    preview: t('mails.existingAccountPreview', { time: formatTime(proof.expiresAt, t.locale) }),
    heading: t('mails.existingAccountHeading'),
    because: 'entered',
    body: (
      <>
        <Paragraph>{t('mails.existingAccountIntro', { appName })}</Paragraph>
        <Proof t={t} action={t('mails.signInButton')} {...proof}>
          {t('mails.ignore')}
        </Proof>
      </>
    ),
  };
}

export type ExistingAccountMail = Headed & MailedProof;

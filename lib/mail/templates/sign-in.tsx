import type { Translate } from '@/lib/messages/format';
import { formatTime } from '@/lib/messages/moments';
import type { Headed, Letter } from './letter';
import { type MailedProof, Proof } from './proof';
import { Paragraph } from './text';

/** Signs in whoever asked for it with this address. */
export function signInMail({ appName, ...proof }: SignInMail, t: Translate): Letter {
  return {
    subject: t('mails.signIn', { appName }),
    preview: t('mails.signInPreview', { time: formatTime(proof.expiresAt, t.locale) }),
    because: 'entered',
    body: (
      <>
        <Paragraph>{t('mails.openWhereAsked')}</Paragraph>
        <Proof t={t} action={t('mails.signInButton')} {...proof}>
          {t('mails.ignore')}
        </Proof>
      </>
    ),
  };
}

export type SignInMail = Headed & MailedProof;

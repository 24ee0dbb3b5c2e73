import type { Translate } from '@/lib/messages/format';
import { formatTime } from '@/lib/messages/moments';
import { Greeting } from './greeting';
import type { Headed, Letter } from './letter';
import { type MailedProof, Proof } from './proof';
import { Paragraph } from './text';

/** Goes to the address that somebody wants for their account; it is not theirs until they have confirmed it. */
export function confirmEmailMail({ appName, name, ...proof }: ConfirmEmailMail, t: Translate): Letter {
  return {
    subject: t('mails.confirmEmail', { appName }),
    preview: t('mails.confirmEmailPreview', { time: formatTime(proof.expiresAt, t.locale) }),
    heading: t('mails.confirmEmailHeading'),
    because: 'entered',
    body: (
      <>
        <Greeting t={t} name={name} />
        <Paragraph>{t('mails.confirmEmailIntro', { appName })}</Paragraph>
        <Proof t={t} action={t('mails.confirmButton')} {...proof}>
          {t('mails.ignoreChange')}
        </Proof>
      </>
    ),
  };
}

export type ConfirmEmailMail = Headed & MailedProof & { name: string };

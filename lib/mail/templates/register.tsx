import type { Translate } from '@/lib/messages/format';
import { formatTime } from '@/lib/messages/moments';
import { Greeting } from './greeting';
import type { Headed, Letter } from './letter';
import { type MailedProof, Proof } from './proof';
import { Paragraph } from './text';

/** Confirms the address of an account that does not exist until then. */
export function registerMail({ appName, name, ...proof }: RegisterMail, t: Translate): Letter {
  return {
    subject: t('mails.register', { appName }),
    preview: t('mails.registerPreview', { time: formatTime(proof.expiresAt, t.locale) }),
    heading: t('mails.registerHeading'),
    because: 'entered',
    body: (
      <>
        <Greeting t={t} name={name} />
        <Paragraph>{t('mails.registerIntro', { appName })}</Paragraph>
        <Proof t={t} action={t('mails.confirmButton')} {...proof}>
          {t('mails.ignoreRegistration')}
        </Proof>
      </>
    ),
  };
}

export type RegisterMail = Headed & MailedProof & { name: string };

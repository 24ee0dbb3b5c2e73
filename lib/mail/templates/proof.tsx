import type { Translate } from '@/lib/messages/format';
import { formatTime } from '@/lib/messages/moments';
import { Action } from './action';
import { AskedFrom, type Asking } from './asked-from';
import { Code } from './code';
import { Paragraph, SmallPrint } from './text';

/** What proves the mailbox: the link as a button labelled `action`, the code, and how long both are good. */
export function Proof({ t, action, link, code, expiresAt, children, ...asking }: ProofProps) {
  return (
    <>
      <Action href={link}>{action}</Action>
      <Paragraph>{t('mails.orTypeCode')}</Paragraph>
      <Code>{code}</Code>
      <SmallPrint>{t('mails.proofGood', { time: formatTime(expiresAt, t.locale) })}</SmallPrint>
      <AskedFrom t={t} {...asking}>
        {children} {t('mails.keepCode')}
      </AskedFrom>
    </>
  );
}

export type MailedProof = Asking & { link: string; code: string; expiresAt: Date };

/** `children`: what to do if it was not the reader who asked. */
type ProofProps = MailedProof & { t: Translate; action: string; children: string };

import type { Translate } from '@/lib/messages/format';
import { formatMoment } from '@/lib/messages/moments';
import { policy } from '@/lib/policy';
import { Action } from './action';
import { fromWhere } from './from-where';
import type { Headed, Letter } from './letter';
import { type NoticeSubject, noticeWords } from './notice-words';
import { Paragraph, SmallPrint } from './text';

/** Tells an owner what happened to their account, and what to do if it was not they. */
export function noticeMail(
  { appName, about, at, device, place, notMeUrl }: NoticeMail,
  t: Translate,
): Letter {
  const { subject, happened, undo, otherwise, because = 'belongs', by } = noticeWords(about, appName, t);
  const moment = formatMoment(at, t.locale);
  const origin = fromWhere(device, place, t);
  const nothingToDo = t(by ? 'mailNotices.ifAsked' : 'mailNotices.ifYou');
  const lookAround = t(by ? 'mailNotices.askThem' : 'mailNotices.lookAround', by && { appName });
  const recovery = about.event === 'recovery_ready' ? about : null;

  return {
    subject,
    preview: t('mailNotices.preview'),
    because,
    body: (
      <>
        <Paragraph>{happened}</Paragraph>
        <Paragraph>
          {recovery
            ? t('mailNotices.readySince', { moment, origin })
            : by
              ? t('mailNotices.happenedAt', { moment })
              : t('mailNotices.happenedFrom', { moment, origin })}
        </Paragraph>
        {recovery && (
          <>
            <Paragraph>{t('mailNotices.signInNow')}</Paragraph>
            <Action href={recovery.signInUrl}>{t('mails.signInButton')}</Action>
          </>
        )}
        {notMeUrl && undo ? (
          <>
            <Paragraph>
              {!recovery && `${nothingToDo} `}
              {t(by ? 'mailNotices.ifNotAsked' : 'mailNotices.ifNotYou')}
            </Paragraph>
            <Action href={notMeUrl} quiet={recovery !== null}>
              {t('mailNotices.notMeButton')}
            </Action>
            <SmallPrint>
              {undo} {t('mailNotices.notMeGood', { days: policy.notMe / 86_400 })}
            </SmallPrint>
          </>
        ) : (
          <Paragraph>
            {nothingToDo} {otherwise ?? lookAround}
          </Paragraph>
        )}
      </>
    ),
  };
}

export type NoticeMail = Headed & {
  about: NoticeSubject;
  at: Date;
  /** Browser and system, e.g. "Chrome on macOS"; of a recovery that is ready, those that asked for it. */
  device: string;
  /** City and country where they are known. */
  place: string | null;
  /** The page of "This wasn't me"; null where it can undo nothing. */
  notMeUrl: string | null;
};

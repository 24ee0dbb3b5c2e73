import { Action } from './action';
import { formatMoment } from './dates';
import { fromWhere } from './from-where';
import { MailLayout, Paragraph, SmallPrint } from './layout';
import { type NoticeSubject, noticeWords } from './notice-words';

export function noticeSubject({ appName, about }: NoticeMailProps): string {
  return noticeWords(about, appName).subject;
}

/** Tells an owner what happened to their account, and what to do if it was not they. */
export function NoticeMail({ appName, about, at, device, place, notMeUrl }: NoticeMailProps) {
  const { subject, happened, undo, otherwise, because = 'belongs', by } = noticeWords(about, appName);
  const { yes, no, lookAround } = by ? asked(appName) : you;
  const recovery = about.event === 'recovery_ready' ? about : null;
  const [moment, origin] = [formatMoment(at), fromWhere(device, place)];

  return (
    <MailLayout
      appName={appName}
      preview="If it was not you, this mail says what to do."
      heading={subject}
      because={because}
    >
      <Paragraph>{happened}</Paragraph>
      <Paragraph>
        {recovery
          ? `It was asked for from ${origin}, and has been ready since ${moment}.`
          : `This happened on ${moment}${by ? '' : `, from ${origin}`}.`}
      </Paragraph>
      {recovery && (
        <>
          <Paragraph>If this was you, sign in by email now:</Paragraph>
          <Action href={recovery.signInUrl}>Sign in</Action>
        </>
      )}
      {notMeUrl && undo ? (
        <>
          <Paragraph>
            {!recovery && `${yes}, there is nothing to do. `}
            {no}, follow this link and press the button there:
          </Paragraph>
          <Action href={notMeUrl} quiet={recovery !== null}>
            This wasn't me
          </Action>
          <SmallPrint>
            That button {undo}. Following the link alone changes nothing. It is good for 7 days, once.
          </SmallPrint>
        </>
      ) : (
        <Paragraph>
          {yes}, there is nothing to do. {otherwise ?? lookAround}
        </Paragraph>
      )}
    </MailLayout>
  );
}

const you = {
  yes: 'If this was you',
  no: 'If it was not you',
  lookAround: 'If it was not, sign in, remove the passkeys and end the sessions that you do not know.',
};

function asked(appName: string): typeof you {
  return {
    yes: 'If you asked for this',
    no: 'If you did not ask for it',
    lookAround: `If you did not, and do not know why, ask those who run ${appName}.`,
  };
}

export type NoticeMailProps = {
  appName: string;
  about: NoticeSubject;
  at: Date;
  /** Browser and system, e.g. "Chrome on macOS"; of a recovery that is ready, those that asked for it. */
  device: string;
  /** City and country where they are known. */
  place: string | null;
  /** The page of "This wasn't me"; null where it can undo nothing. */
  notMeUrl: string | null;
};

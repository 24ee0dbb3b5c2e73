import { WrittenLink } from './action';
import { AskedFrom, type Asking } from './asked-from';
import { Code } from './code';
import { formatTime } from './dates';
import { MailLayout, Paragraph, SmallPrint } from './layout';

export function stepUpSubject({ appName }: StepUpMailProps): string {
  return `Confirm it's you at ${appName}`;
}

/** Proves the mailbox of somebody who is signed in; by code alone, so that nothing but the window that asked goes on. */
export function StepUpMail({ appName, code, expiresAt, sessionsUrl, ...asking }: StepUpMailProps) {
  return (
    <MailLayout
      appName={appName}
      preview={`Type the code in the window that asked for it. Good until ${formatTime(expiresAt)}.`}
      heading="Confirm it's you"
      because="belongs"
    >
      <Paragraph>Type this code in the window that asked for it:</Paragraph>
      <Code>{code}</Code>
      <AskedFrom {...asking}>
        The code is good until {formatTime(expiresAt)}, once, and only in that window.
      </AskedFrom>
      <SmallPrint>
        Was this not you? Then somebody is signed in to your account. End the sessions that you do not know:
      </SmallPrint>
      <WrittenLink href={sessionsUrl} />
      <SmallPrint>Never give the code to anyone, whoever asks.</SmallPrint>
    </MailLayout>
  );
}

export type StepUpMailProps = Asking & {
  appName: string;
  code: string;
  expiresAt: Date;
  /** Where the owner ends sessions. */
  sessionsUrl: string;
};

import { Action } from './action';
import { AskedFrom, type Asking } from './asked-from';
import { MailLayout, Paragraph, SmallPrint } from './layout';

export function emailSignInOffSubject({ appName }: EmailSignInOffMailProps): string {
  return `Sign in to ${appName} with a passkey`;
}

/** Answers who asked for a link to an account that none opens: only the mailbox learns that. */
export function EmailSignInOffMail({ appName, recoverUrl, reason, ...asking }: EmailSignInOffMailProps) {
  return (
    <MailLayout
      appName={appName}
      preview="There is no link in this mail: email sign-in is off for your account."
      heading="Sign in with a passkey"
      because="belongs"
    >
      <Paragraph>
        Someone, hopefully you, asked for a link to sign in to {appName}. {reasons[reason]} Sign in with a
        passkey instead.
      </Paragraph>
      <Paragraph>If you have no passkey left, you can recover your account:</Paragraph>
      <Action href={recoverUrl}>Recover your account</Action>
      <AskedFrom {...asking} />
      <SmallPrint>Was this not you? Nothing has happened: ignore this mail.</SmallPrint>
    </MailLayout>
  );
}

const reasons = {
  off: 'Email sign-in is switched off for your account, so no link was made.',
  paused:
    "Email sign-in has been paused for your account since somebody pressed “This wasn't me”, so no link was made. It stays paused until you turn it on again.",
};

export type EmailSignInOffMailProps = Asking & {
  appName: string;
  /** The page for those who have no passkey left. */
  recoverUrl: string;
  /** Switched off by the owner, or paused after "This wasn't me". */
  reason: keyof typeof reasons;
};

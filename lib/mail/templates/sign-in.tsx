import { formatTime } from './dates';
import { MailLayout, Paragraph, SmallPrint } from './layout';
import { type MailedProof, Proof } from './proof';

export function signInSubject({ appName }: SignInMailProps): string {
  return `Sign in to ${appName}`;
}

/** Signs in whoever asked for it with this address. */
export function SignInMail({ appName, ...proof }: SignInMailProps) {
  return (
    <MailLayout
      appName={appName}
      preview={`Open it in the browser where you asked. Good until ${formatTime(proof.expiresAt)}.`}
      heading={`Sign in to ${appName}`}
    >
      <Paragraph>Open this link in the browser where you asked for it:</Paragraph>
      <Proof action="Sign in" {...proof} />
      <SmallPrint>
        Was this not you? Nothing has happened: ignore this mail. Never give the code to anyone, whoever asks.
      </SmallPrint>
    </MailLayout>
  );
}

export type SignInMailProps = MailedProof & { appName: string };

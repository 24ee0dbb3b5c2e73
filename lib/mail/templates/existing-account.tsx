import { formatTime } from './dates';
import { MailLayout, Paragraph, SmallPrint } from './layout';
import { type MailedProof, Proof } from './proof';

export function existingAccountSubject({ appName }: ExistingAccountMailProps): string {
  return `You already have a ${appName} account`;
}

/** Goes to the owner of an address that someone tried to register: only the mailbox learns that it is taken. */
export function ExistingAccountMail({ appName, ...proof }: ExistingAccountMailProps) {
  return (
    <MailLayout
      appName={appName}
      preview={`You can sign in instead. Good until ${formatTime(proof.expiresAt)}.`}
      heading="You already have an account"
    >
      <Paragraph>
        Someone, hopefully you, tried to create a {appName} account with this address. It has one already, so
        nothing was created. To sign in instead, open this link in the browser where you asked:
      </Paragraph>
      <Proof action="Sign in" {...proof} />
      <SmallPrint>
        Was this not you? Nothing has happened: ignore this mail. Never give the code to anyone, whoever asks.
      </SmallPrint>
    </MailLayout>
  );
}

export type ExistingAccountMailProps = MailedProof & { appName: string };

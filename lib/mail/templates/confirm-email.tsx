import { formatTime } from './dates';
import { Greeting } from './greeting';
import { MailLayout, Paragraph, SmallPrint } from './layout';
import { type MailedProof, Proof } from './proof';

export function confirmEmailSubject({ appName }: ConfirmEmailMailProps): string {
  return `Confirm your new email for ${appName}`;
}

/** Goes to the address that somebody wants for their account; it is not theirs until they have confirmed it. */
export function ConfirmEmailMail({ appName, name, ...proof }: ConfirmEmailMailProps) {
  return (
    <MailLayout
      appName={appName}
      preview={`One step left to change your address. Good until ${formatTime(proof.expiresAt)}.`}
      heading="Confirm your new email"
    >
      <Greeting name={name} />
      <Paragraph>
        Confirm this address to make it the address of your {appName} account. Open this link in the browser
        where you asked for the change:
      </Paragraph>
      <Proof action="Confirm email" {...proof} />
      <SmallPrint>
        Was this not you? Nothing changes until this address is confirmed: ignore this mail. Never give the
        code to anyone, whoever asks.
      </SmallPrint>
    </MailLayout>
  );
}

export type ConfirmEmailMailProps = MailedProof & { appName: string; name: string };

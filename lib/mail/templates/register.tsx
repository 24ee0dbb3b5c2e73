import { formatTime } from './dates';
import { Greeting } from './greeting';
import { MailLayout, Paragraph, SmallPrint } from './layout';
import { type MailedProof, Proof } from './proof';

export function registerSubject({ appName }: RegisterMailProps): string {
  return `Confirm your email for ${appName}`;
}

/** Confirms the address of an account that does not exist until then. */
export function RegisterMail({ appName, name, ...proof }: RegisterMailProps) {
  return (
    <MailLayout
      appName={appName}
      preview={`One step left to create your account. Good until ${formatTime(proof.expiresAt)}.`}
      heading="Confirm your email"
    >
      <Greeting name={name} />
      <Paragraph>
        Confirm this address to finish creating your {appName} account. Open this link in the browser where
        you started:
      </Paragraph>
      <Proof action="Confirm email" {...proof} />
      <SmallPrint>
        Was this not you? No account exists until this address is confirmed: ignore this mail. Never give the
        code to anyone, whoever asks.
      </SmallPrint>
    </MailLayout>
  );
}

export type RegisterMailProps = MailedProof & { appName: string; name: string };

import { AskedFrom, type Asking } from './asked-from';
import { MailLayout, Paragraph, SmallPrint } from './layout';

export function emailAlreadyUsedSubject({ appName }: EmailAlreadyUsedMailProps): string {
  return `Your address was entered for another ${appName} account`;
}

/** Goes to the holder of an address that somebody wants for another account: only the mailbox learns that it is taken. */
export function EmailAlreadyUsedMail({ appName, ...asking }: EmailAlreadyUsedMailProps) {
  return (
    <MailLayout
      appName={appName}
      preview="It stays with your account. Nothing has changed."
      heading="Your address stays with your account"
      because="belongs"
    >
      <Paragraph>
        Someone, hopefully you, tried to make this the address of another account at {appName}. It belongs to
        your account already, so nothing has changed on either side.
      </Paragraph>
      <Paragraph>
        An address can belong to one account only. To use it for the other one, give this account another
        address first, or delete it.
      </Paragraph>
      <AskedFrom {...asking} />
      <SmallPrint>Was this not you? Nothing has happened: ignore this mail.</SmallPrint>
    </MailLayout>
  );
}

export type EmailAlreadyUsedMailProps = Asking & { appName: string };

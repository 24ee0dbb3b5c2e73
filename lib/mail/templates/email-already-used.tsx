import { AskedFrom, type Asking } from './asked-from';
import { MailLayout, Paragraph, SmallPrint } from './layout';

export function emailAlreadyUsedSubject({ appName }: EmailAlreadyUsedMailProps): string {
  return `Your address was entered for another ${appName} account`;
}

/**
 * Goes to an address that somebody wants for another account, where it belongs to one, or did until lately: only the
 * mailbox learns that it is taken.
 */
export function EmailAlreadyUsedMail({ appName, left = false, ...asking }: EmailAlreadyUsedMailProps) {
  return left ? (
    <MailLayout
      appName={appName}
      preview="It cannot be used yet. Nothing has changed."
      heading="Your address cannot be used yet"
    >
      <Paragraph>
        Someone, hopefully you, entered this address for another account at {appName}. The account that it
        belonged to got a new address less than seven days ago, and can still take this one back. Until then
        no other account can have it, so nothing has changed.
      </Paragraph>
      <Paragraph>
        If you know of that change, try again when the seven days are over. If you do not, press “It wasn't
        me” in the mail that told you of it.
      </Paragraph>
      <AskedFrom {...asking} />
      <SmallPrint>Was this not you? Nothing has happened: ignore this mail.</SmallPrint>
    </MailLayout>
  ) : (
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
        An address can belong to one account only. To use it for the other one, delete this account, or give
        it another address and wait seven days.
      </Paragraph>
      <AskedFrom {...asking} />
      <SmallPrint>Was this not you? Nothing has happened: ignore this mail.</SmallPrint>
    </MailLayout>
  );
}

export type EmailAlreadyUsedMailProps = Asking & {
  appName: string;
  /** The account has another address by now, and may take this one back. */
  left?: boolean;
};

import { Action } from './action';
import { AskedFrom, type Asking } from './asked-from';
import { MailLayout, Paragraph, SmallPrint } from './layout';

export function noAccountSubject({ appName }: NoAccountMailProps): string {
  return `No ${appName} account with this address`;
}

/** Answers who asked to sign in with an address that has no account: only the mailbox learns that. */
export function NoAccountMail({ appName, registerUrl, ...asking }: NoAccountMailProps) {
  return (
    <MailLayout
      appName={appName}
      preview="Perhaps you use another address, or have no account yet."
      heading="No account with this address"
    >
      <Paragraph>
        Someone, hopefully you, asked to sign in to {appName} with this address, but there is no account here
        with it. Perhaps you use another address. If you are new, you can create an account:
      </Paragraph>
      <Action href={registerUrl}>Create an account</Action>
      <AskedFrom {...asking} />
      <SmallPrint>Was this not you? Nothing has happened: ignore this mail.</SmallPrint>
    </MailLayout>
  );
}

export type NoAccountMailProps = Asking & { appName: string; registerUrl: string };

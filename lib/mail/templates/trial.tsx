import { MailLayout, Paragraph, SmallPrint } from './layout';

export function trialSubject({ appName }: TrialMailProps): string {
  return `A trial mail from ${appName}`;
}

/** What an operator has sent to see whether mail arrives. */
export function TrialMail({ appName, origin }: TrialMailProps) {
  return (
    <MailLayout appName={appName} preview="Mail arrives." heading="Mail arrives" because="tried">
      <Paragraph>
        Whoever runs {appName} sent this mail with “npm run doctor”, to see whether mail arrives. Its links
        would lead to {origin}.
      </Paragraph>
      <SmallPrint>Nobody asked to sign in, and there is nothing to do.</SmallPrint>
    </MailLayout>
  );
}

export type TrialMailProps = { appName: string; origin: string };

import { redirect } from 'next/navigation';
import { Shell } from '@/components/page-shell';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeading } from '@/components/ui/page-heading';
import { currentSession } from '@/lib/current-session';
import { env } from '@/lib/env';
import { servePage } from './serve-page';

export default servePage(async () => {
  if ((await currentSession()).session) redirect('/account');
  const { appName } = env();
  return (
    <Shell appName={appName}>
      <Card>
        <PageHeading>Sign in without a password</PageHeading>
        <p>
          {appName} knows you by a passkey: your fingerprint, your face or your screen lock. On any other
          device, a link in your mail lets you in. There is no password to forget, and none to steal.
        </p>
        <div className="row">
          <ButtonLink href="/register" variant="primary">
            Create your account
          </ButtonLink>
          <ButtonLink href="/sign-in">Sign in</ButtonLink>
        </div>
      </Card>
    </Shell>
  );
});

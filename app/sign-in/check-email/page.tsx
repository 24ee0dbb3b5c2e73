import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Shell } from '@/components/page-shell';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { MailIcon } from '@/components/ui/icons';
import { PageHeading } from '@/components/ui/page-heading';
import { currentSession } from '@/lib/current-session';
import { env } from '@/lib/env';
import { waitingRequest } from '@/lib/magic-links/request';
import { messages } from '@/lib/messages';
import { visitor } from '@/lib/visitor';
import { servePage } from '../../serve-page';
import { WaitingTab } from './waiting-tab';

export const metadata: Metadata = { title: 'Check your email' };

export default servePage(async () => {
  const [current, request] = await Promise.all([currentSession(), visitor().then(waitingRequest)]);
  if (current.session) redirect(request?.to ?? '/account');
  return (
    <Shell appName={env().appName}>
      <Card>
        <PageHeading icon={<MailIcon />}>Check your email</PageHeading>
        {request ? (
          <>
            <p>
              {request.typed.includes('@')
                ? 'We sent a mail to'
                : 'If there is such an account, we sent a mail to'}{' '}
              <strong>{request.typed}</strong>. Open its link in this browser, or type its code here.
            </p>
            <WaitingTab
              request={request.id}
              next={request.to ?? (request.pending ? '/welcome' : '/account')}
              againIn={request.againIn}
              mailFailed={request.mailFailed}
            />
            <p className="text-sm text-muted">
              Nothing there after a minute? Look into the spam folder, and check the address above. At most
              five mails an hour go to one mailbox.{' '}
              <Link href={request.pending ? '/register' : '/sign-in'} prefetch={false} className="link">
                Use another address
              </Link>
            </p>
          </>
        ) : (
          <>
            <p>{messages.ask_again}</p>
            <ButtonLink href="/sign-in" variant="primary">
              Back to sign in
            </ButtonLink>
          </>
        )}
      </Card>
    </Shell>
  );
});

import type { Metadata } from 'next';
import Link from 'next/link';
import { listSessions } from '@/lib/account-sessions';
import { accountPage } from '../account-page';
import { EndOthers } from './forms';
import { SessionList } from './list';

export const metadata: Metadata = { title: 'Sessions' };

export default accountPage(
  {
    path: '/account/sessions',
    heading: 'Sessions',
    lead: 'The browsers that are signed in to your account.',
  },
  async (current) => {
    const sessions = await listSessions(current);
    return (
      <>
        <SessionList sessions={sessions} current={current.session.id} />
        {sessions.length > 1 ? (
          <>
            <EndOthers />
            <p className="text-sm text-muted">
              Not one of yours? Sign it out, then look through{' '}
              <Link href="/account/activity" prefetch={false} className="link">
                what happened
              </Link>{' '}
              and your{' '}
              <Link href="/account/passkeys" prefetch={false} className="link">
                passkeys
              </Link>
              .
            </p>
          </>
        ) : (
          <p className="text-muted">You are signed in nowhere else.</p>
        )}
      </>
    );
  },
);

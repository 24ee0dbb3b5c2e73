import type { Metadata } from 'next';
import Link from 'next/link';
import { waitingEmailChange } from '@/lib/magic-links/request-email-change';
import { visitor } from '@/lib/visitor';
import { accountPage } from '../account-page';
import { EmailForm } from './email-form';
import { EmailWaiting } from './email-waiting';
import { NamesForm } from './names-form';

export const metadata: Metadata = { title: 'Profile' };

export default accountPage({ path: '/account/profile', heading: 'Profile' }, async (current, { notice }) => {
  const { user } = current;
  const waiting = await waitingEmailChange(current, await visitor('email-change'));
  return (
    <>
      {notice === 'email-changed' && (
        <p>
          Could somebody else read the old mailbox? Then also{' '}
          <Link href="/account/sessions" prefetch={false} className="link">
            sign out everywhere else
          </Link>
          .
        </p>
      )}
      <section className="stack gap-3">
        <h2 className="text-lg font-semibold">Who you are</h2>
        <div className="panel p-5 sm:p-6">
          <NamesForm name={user.name} username={user.username} />
        </div>
      </section>
      <section id="email" className="stack scroll-mt-4 gap-3">
        <h2 className="text-lg font-semibold">Where we reach you</h2>
        <div className="panel stack p-5 sm:p-6">
          {waiting ? (
            <EmailWaiting
              request={waiting.id}
              email={user.email}
              newEmail={waiting.change.newEmail}
              askedAt={waiting.askedAt}
              againIn={waiting.againIn}
              mailFailed={waiting.mailFailed}
            />
          ) : (
            <EmailForm email={user.email} />
          )}
        </div>
      </section>
    </>
  );
});

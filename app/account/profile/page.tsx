import { Notice } from '@/components/ui/notice';
import { PageLink } from '@/components/ui/page-link';
import { waitingEmailChange } from '@/lib/magic-links/request-email-change';
import { visitor } from '@/lib/visitor';
import { titled } from '../../titled';
import { accountPage, STEP_UP_WORDS } from '../account-page';
import { EmailForm } from './email-form';
import { EmailWaiting } from './email-waiting';
import { NamesForm } from './names-form';

export const generateMetadata = titled('profile.heading');

export default accountPage(
  {
    path: '/account/profile',
    heading: 'profile.heading',
    words: ['profileForms', 'namesFields', 'mailedCode', ...STEP_UP_WORDS],
  },
  async (current, { notice }, t) => {
    const { user } = current;
    const waiting = await waitingEmailChange(current, await visitor('email-change'));
    return (
      <>
        {notice === 'email-changed' && (
          <Notice>
            {t.rich('profile.oldMailboxRead', {
              link: (words) => (
                <PageLink href="/account/sessions" className="link">
                  {words}
                </PageLink>
              ),
            })}
          </Notice>
        )}
        <section aria-labelledby="who" className="stack gap-3">
          <h2 id="who" className="text-lg font-semibold">
            {t('profile.whoYouAre')}
          </h2>
          <div className="panel p-5 sm:p-6">
            <NamesForm name={user.name} username={user.username} />
          </div>
        </section>
        <section id="email" aria-labelledby="where" className="stack scroll-mt-4 gap-3">
          <h2 id="where" className="text-lg font-semibold">
            {t('profile.whereWeReachYou')}
          </h2>
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
  },
);

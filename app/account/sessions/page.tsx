import type { ReactNode } from 'react';
import { PageLink } from '@/components/ui/page-link';
import { listSessions } from '@/lib/account-sessions';
import { titled } from '../../titled';
import { accountPage, STEP_UP_WORDS } from '../account-page';
import { EndOthers } from './forms';
import { SessionList } from './list';

export const generateMetadata = titled('sessions.heading');

export default accountPage(
  {
    path: '/account/sessions',
    heading: 'sessions.heading',
    lead: (t) => t('sessions.lead'),
    words: ['sessionForms', ...STEP_UP_WORDS],
  },
  async (current, _, t) => {
    const sessions = await listSessions(current);
    return (
      <>
        <SessionList sessions={sessions} current={current.session.id} t={t} />
        {sessions.length > 1 ? (
          <>
            <EndOthers />
            <p className="text-sm text-muted">
              {t.rich('sessions.notYours', {
                activity: linkTo('/account/activity'),
                passkeys: linkTo('/account/passkeys'),
              })}
            </p>
          </>
        ) : (
          <p className="text-muted">{t('sessions.nowhereElse')}</p>
        )}
      </>
    );
  },
);

function linkTo(href: string) {
  return (words: ReactNode) => (
    <PageLink href={href} className="link">
      {words}
    </PageLink>
  );
}

import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { ArrivalNotice } from '@/components/arrival-notice';
import { CardPage } from '@/components/card-page';
import { ClientMessages } from '@/components/client-messages';
import { PreviewLine } from '@/components/preview-line';
import { PageLink } from '@/components/ui/page-link';
import { currentMessages } from '@/lib/current-messages';
import { currentSession } from '@/lib/current-session';
import { env } from '@/lib/env';
import { waitingRequest } from '@/lib/magic-links/request';
import { noticeFrom } from '@/lib/notices';
import { visitor } from '@/lib/visitor';
import { type Query, servePage } from '../serve-page';
import { titled } from '../titled';
import { RegisterForm } from './form';

export const generateMetadata = titled('register.heading');

export default servePage(async ({ searchParams }: Query) => {
  const [query, t] = await Promise.all([searchParams, currentMessages()]);
  if ((await currentSession()).session) redirect('/account');
  const signIn = (chunks: ReactNode) => (
    <PageLink href="/sign-in" className="link">
      {chunks}
    </PageLink>
  );
  return (
    <CardPage heading={t('register.heading')} lead={t('register.lead')}>
      <ArrivalNotice notice={noticeFrom(query.notice, t)} />
      <ClientMessages of={['registerForm', 'namesFields']}>
        <RegisterForm typed={query.change === undefined ? null : await typedBefore()} />
      </ClientMessages>
      <p className="text-sm text-muted">{t.rich('register.haveAccount', { link: signIn })}</p>
      {env().preview && <PreviewLine t={t} />}
    </CardPage>
  );
});

/** What this browser has asked to register and waits for. */
async function typedBefore() {
  const waiting = await waitingRequest(await visitor());
  if (!waiting?.pending) return null;
  const { name, username, email } = waiting.pending;
  return { name, username, email };
}

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
import { rememberedPerson } from '@/lib/remembered';
import { returnTarget } from '@/lib/return-target';
import { visitor } from '@/lib/visitor';
import { pageNonce } from '../page-nonce';
import { type Query, servePage } from '../serve-page';
import { titled } from '../titled';
import { accountScripts } from './account-scripts';
import { EarlyRequest } from './early-request';
import { SignInForm } from './form';

export const generateMetadata = titled('signIn.heading');

export default servePage(async ({ searchParams }: Query) => {
  const [query, t] = await Promise.all([searchParams, currentMessages()]);
  if ((await currentSession()).session) redirect(returnTarget(query.to) ?? '/account');
  const person = await rememberedPerson();
  // Who comes back from the waiting tab to mend what was typed finds it there, and goes on to the same place.
  const waiting = query.change === undefined ? null : await waitingRequest(await visitor());
  const to = returnTarget(query.to) ?? waiting?.to ?? null;
  const link = (href: string) => (chunks: ReactNode) => (
    <PageLink href={href} className="link">
      {chunks}
    </PageLink>
  );
  return (
    <CardPage heading={person ? t('signIn.welcomeBack', { name: person.name }) : t('signIn.heading')}>
      <EarlyRequest nonce={await pageNonce()} />
      <ArrivalNotice notice={noticeFrom(query.notice, t)} />
      <ClientMessages of={['signInForm', 'passkeySignIn', 'coach']}>
        <SignInForm
          identifier={waiting?.typed ?? person?.username ?? null}
          remembered={person !== null}
          to={to}
          ahead={to ? [] : await accountScripts()}
          t={t}
        />
      </ClientMessages>
      <div className="stack gap-2 text-sm text-muted">
        <p>{t.rich('signIn.newHere', { link: link('/register') })}</p>
        <p>{link('/sign-in/recover')(t('signIn.lostPasskeys'))}</p>
      </div>
      {env().preview && <PreviewLine t={t} />}
    </CardPage>
  );
});

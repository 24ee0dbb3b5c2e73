import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { preload } from 'react-dom';
import { CardPage } from '@/components/card-page';
import { ClientMessages } from '@/components/client-messages';
import { ButtonLink } from '@/components/ui/button';
import { InfoIcon, WarningIcon } from '@/components/ui/icons';
import { PageLink } from '@/components/ui/page-link';
import { currentMessages } from '@/lib/current-messages';
import { currentSession } from '@/lib/current-session';
import { AuthFailure } from '@/lib/errors';
import { setStatus } from '@/lib/http-exchange';
import { log } from '@/lib/log';
import { inspectLink } from '@/lib/magic-links/prove';
import type { Translate } from '@/lib/messages/format';
import { clientHash, visitor } from '@/lib/visitor';
import { pageNonce } from '../../page-nonce';
import { type Query, servePage } from '../../serve-page';
import { titled } from '../../titled';
import { accountScripts } from '../account-scripts';
import { openLink } from './actions';
import { LinkForm } from './form';
import { withNotice } from './notice';

export const generateMetadata = titled('link.title', { referrer: 'strict-origin' });

/** Where a mailed link leads. Looking at it changes nothing: only the form in it, sent by POST, signs anyone in. */
export default servePage(async ({ searchParams }: Query) => {
  const [{ token }, t] = await Promise.all([searchParams, currentMessages()]);
  try {
    await inspectLink(token, await visitor(), 'sign-in');
  } catch (error) {
    if (error instanceof AuthFailure) return refused(error, t);
    throw error;
  }
  const nonce = await pageNonce();
  for (const script of await accountScripts()) preload(script, { as: 'script', fetchPriority: 'low', nonce });
  return (
    <CardPage heading={t('link.heading')}>
      <ClientMessages of={['linkForm']}>
        <LinkForm token={String(token)} action={openLink} pending={t('link.signingIn')} />
      </ClientMessages>
    </CardPage>
  );
});

function toRegister(words: ReactNode) {
  return (
    <PageLink href="/register" className="link">
      {words}
    </PageLink>
  );
}

async function refused(failure: AuthFailure, t: Translate): Promise<ReactNode> {
  if (failure.code !== 'link_elsewhere' && failure.code !== 'link_malformed') {
    if ((await currentSession()).session) redirect('/account');
    redirect(withNotice('/sign-in', failure.code));
  }
  setStatus(failure.status);
  log('info', 'link.not_opened', { code: failure.code, client: await clientHash() });
  if (failure.code === 'link_malformed') {
    return (
      <CardPage heading={t('link.notComplete')} icon={<WarningIcon />}>
        <p>{t('refusals.link_malformed')}</p>
        <ButtonLink href="/sign-in">{t('signIn.back')}</ButtonLink>
      </CardPage>
    );
  }
  return (
    <CardPage heading={t('link.elsewhere')} icon={<InfoIcon />}>
      <p>{t('refusals.link_elsewhere')}</p>
      <p className="text-muted">{t('link.notUsedUp')}</p>
      <ButtonLink href="/sign-in">{t('link.startAgain')}</ButtonLink>
      {/* Which of the two it was, only the browser that asked may know. */}
      <p className="text-sm text-muted">{t.rich('signIn.newHere', { link: toRegister })}</p>
    </CardPage>
  );
}

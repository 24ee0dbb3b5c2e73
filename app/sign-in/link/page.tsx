import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { CardPage } from '@/components/card-page';
import { ButtonLink } from '@/components/ui/button';
import { currentSession } from '@/lib/current-session';
import { AuthFailure } from '@/lib/errors';
import { setStatus } from '@/lib/http-exchange';
import { log } from '@/lib/log';
import { inspectLink } from '@/lib/magic-links/prove';
import { messages } from '@/lib/messages';
import { clientHash, visitor } from '@/lib/visitor';
import { type Query, servePage } from '../../serve-page';
import { openLink } from './actions';
import { LinkForm } from './form';
import { withNotice } from './notice';

export const metadata: Metadata = { title: 'Sign in', referrer: 'strict-origin' };

/** Where a mailed link leads. Looking at it changes nothing: only the form in it, sent by POST, signs anyone in. */
export default servePage(async ({ searchParams }: Query) => {
  const { token } = await searchParams;
  try {
    await inspectLink(token, await visitor(), 'sign-in');
  } catch (error) {
    if (error instanceof AuthFailure) return refused(error);
    throw error;
  }
  return (
    <CardPage heading="Continue to sign in">
      <LinkForm token={String(token)} action={openLink} pending="Signing you in…" />
    </CardPage>
  );
});

async function refused(failure: AuthFailure): Promise<ReactNode> {
  if (failure.code !== 'link_elsewhere' && failure.code !== 'link_malformed') {
    if ((await currentSession()).session) redirect('/account');
    redirect(withNotice('/sign-in', failure.code));
  }
  setStatus(failure.status);
  log('info', 'link.not_opened', { code: failure.code, client: await clientHash() });
  if (failure.code === 'link_malformed') {
    return (
      <CardPage heading="This link is not complete">
        <p>{messages.link_malformed}</p>
        <ButtonLink href="/sign-in">Back to sign in</ButtonLink>
      </CardPage>
    );
  }
  return (
    <CardPage heading="Open this link where you started">
      <p>{messages.link_elsewhere}</p>
      <p className="text-muted">Opening it here has not used it up.</p>
      <ButtonLink href="/sign-in">Start again in this browser</ButtonLink>
    </CardPage>
  );
}

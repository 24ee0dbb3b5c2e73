import { ClientMessages } from '@/components/client-messages';
import { Shell } from '@/components/page-shell';
import { Card } from '@/components/ui/card';
import { PageHeading } from '@/components/ui/page-heading';
import { inspectEmailChange } from '@/lib/accounts/email-change';
import { currentMessages } from '@/lib/current-messages';
import { currentSession } from '@/lib/current-session';
import { env } from '@/lib/env';
import { AuthFailure } from '@/lib/errors';
import { setStatus } from '@/lib/http-exchange';
import { visitor } from '@/lib/visitor';
import { type Query, servePage } from '../../../serve-page';
import { LinkForm } from '../../../sign-in/link/form';
import { SignOutForm } from '../../../sign-out/form';
import { titled } from '../../../titled';
import { openLink } from './actions';
import { Refused } from './refused';

export const generateMetadata = titled('emailChangeLink.heading', { referrer: 'strict-origin' });

/** Where the link to a new address leads. Looking at it changes nothing: only the form in it, sent by POST, does. */
export default servePage(async ({ searchParams }: Query) => {
  const [current, asking, { token }, t] = await Promise.all([
    currentSession(),
    visitor('email-change'),
    searchParams,
    currentMessages(),
  ]);
  const refused = await inspectEmailChange(token, current, asking).then(() => null, expected);
  if (refused) setStatus(refused.status);
  return (
    <ClientMessages of={['signOut', 'linkForm']}>
      <Shell appName={env().appName} actions={current.session && <SignOutForm />}>
        <Card>
          {refused ? (
            <Refused code={refused.code} signedIn={current.session !== null} t={t} />
          ) : (
            <>
              <PageHeading>{t('emailChangeLink.heading')}</PageHeading>
              <LinkForm token={String(token)} action={openLink} pending={t('emailChangeLink.changing')} />
            </>
          )}
        </Card>
      </Shell>
    </ClientMessages>
  );
});

/** A service that does not answer is for `servePage` to say. */
function expected(error: unknown): AuthFailure {
  if (error instanceof AuthFailure) return error;
  throw error;
}

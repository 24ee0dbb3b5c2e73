import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Shell } from '@/components/page-shell';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeading } from '@/components/ui/page-heading';
import { inspectEmailChange } from '@/lib/accounts/email-change';
import { currentSession } from '@/lib/current-session';
import { env } from '@/lib/env';
import { AuthFailure } from '@/lib/errors';
import { setStatus } from '@/lib/http-exchange';
import { messages } from '@/lib/messages';
import { visitor } from '@/lib/visitor';
import { type Query, servePage } from '../../../serve-page';
import { LinkForm } from '../../../sign-in/link/form';
import { SignOutForm } from '../../../sign-out/form';
import { openLink } from './actions';

export const metadata: Metadata = { title: 'Confirm your new email', referrer: 'strict-origin' };

/** Where the link to a new address leads. Looking at it changes nothing: only the form in it, sent by POST, does. */
export default servePage(async ({ searchParams }: Query) => {
  const [current, asking, { token }] = await Promise.all([
    currentSession(),
    visitor('email-change'),
    searchParams,
  ]);
  const refused = await inspectEmailChange(token, current, asking).then(() => null, expected);
  if (refused) setStatus(refused.status);
  return (
    <Shell appName={env().appName} actions={current.session && <SignOutForm />}>
      <Card>
        {refused ? (
          <Refused failure={refused} signedIn={current.session !== null} />
        ) : (
          <>
            <PageHeading>Confirm your new email</PageHeading>
            <LinkForm token={String(token)} action={openLink} pending="Changing your address…" />
          </>
        )}
      </Card>
    </Shell>
  );
});

function Refused({ failure: { code }, signedIn }: RefusedProps): ReactNode {
  switch (code) {
    case 'link_malformed':
      return (
        <>
          <PageHeading>This link is not complete</PageHeading>
          <p>{messages.link_malformed}</p>
        </>
      );
    case 'link_elsewhere':
      return (
        <>
          <PageHeading>Open this link where you started</PageHeading>
          <p>{messages.link_elsewhere}</p>
          <p className="text-muted">Opening it here has not used it up.</p>
        </>
      );
    case 'not_signed_in':
      return (
        <>
          <PageHeading>Sign in first</PageHeading>
          <p>
            This link changes the address of the account that asked for it.{' '}
            {signedIn && 'You are signed in to another one: sign out first. '}
            Sign in to that account in this browser, then open the link again. Opening it now has not used it
            up.
          </p>
          {!signedIn && (
            <ButtonLink href="/sign-in?to=/account/profile" variant="primary">
              Sign in
            </ButtonLink>
          )}
        </>
      );
    default:
      return (
        <>
          <PageHeading>This link no longer works</PageHeading>
          <p>{messages[code]}</p>
          <ButtonLink href="/account/profile">Go to your profile</ButtonLink>
        </>
      );
  }
}

/** A service that does not answer is for `servePage` to say. */
function expected(error: unknown): AuthFailure {
  if (error instanceof AuthFailure) return error;
  throw error;
}

type RefusedProps = { failure: AuthFailure; signedIn: boolean };

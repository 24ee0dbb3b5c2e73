import type { Metadata } from 'next';
import { CardPage } from '@/components/card-page';
import { ButtonLink } from '@/components/ui/button';
import { env } from '@/lib/env';
import { setStatus } from '@/lib/http-exchange';
import { inspectOperatorLink } from '@/lib/operator/link';
import { policy } from '@/lib/policy';
import { type Query, servePage } from '../../serve-page';
import { OperatorLinkForm } from './form';

export const metadata: Metadata = { title: 'Sign in', referrer: 'strict-origin' };

/** Where an operator's link leads. Looking at it changes nothing: only the form in it, sent by POST, signs anyone in. */
export default servePage(async ({ searchParams }: Query) => {
  const { token } = await searchParams;
  const link = await inspectOperatorLink(token);
  const { appName } = env();
  if (link.state !== 'open') {
    const { status, heading, text } = dead[link.state];
    setStatus(status);
    return (
      <CardPage heading={heading}>
        <p>{text}</p>
        <ButtonLink href="/sign-in">Back to sign in</ButtonLink>
      </CardPage>
    );
  }
  return (
    <CardPage heading="Continue to sign in">
      <p>
        An operator of {appName} made this link for the account of{' '}
        <strong className="break-all">{link.address}</strong>.
      </p>
      <p>
        Only continue if you asked for it, and the account is yours: in another's, whoever sent you the link
        sees what you do.
      </p>
      <OperatorLinkForm token={String(token)} />
    </CardPage>
  );
});

const dead = {
  wrong: {
    status: 404,
    heading: 'This link is not right',
    text: 'Copy all of it, or ask whoever gave it to you for a new one.',
  },
  expired: {
    status: 410,
    heading: 'This link is too old',
    text: `It worked for ${policy.link.lifetime / 60} minutes. Ask whoever gave it to you for a new one.`,
  },
  used: {
    status: 410,
    heading: 'This link has been used',
    text: 'It works once. If it was not you who used it, say so to whoever gave it to you, at once.',
  },
  void: {
    status: 410,
    heading: 'This link no longer works',
    text: 'It signs in to no account any more. Ask whoever gave it to you.',
  },
};

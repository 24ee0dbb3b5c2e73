import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { CardPage } from '@/components/card-page';
import { ButtonLink } from '@/components/ui/button';
import { currentSession } from '@/lib/current-session';
import { inspectNotMe } from '@/lib/disown';
import { type Query, servePage } from '../../serve-page';
import { deadLink, Happened, Steps } from '../card';
import { stepsTaken } from '../words';

export const metadata: Metadata = { title: 'That is done', referrer: 'strict-origin' };

/** What was done about something that its owner did not do, and what is left for the owner. */
export default servePage(async ({ searchParams }: Query) => {
  const { token } = await searchParams;
  const [found, { user }] = [await inspectNotMe(token), await currentSession()];
  if (!('event' in found)) return deadLink(found);
  if (found.state === 'open') redirect(`/not-me?token=${token}`);
  const { event } = found;
  const signedIn = user?.id === event.userId;
  const canSignIn = event.emailSignIn === 'on' || event.otherPasskeys > 0;
  return (
    <CardPage heading="That is done">
      <p>You told us that this was not you:</p>
      <Happened event={event} />
      <Steps steps={stepsTaken(found)} />
      <section aria-labelledby="next" className="stack gap-3">
        <h2 id="next" className="text-lg font-semibold">
          What to do now
        </h2>
        <ol className="list-decimal space-y-2 ps-5">
          <li>
            Secure your mailbox: change its password, and end the sessions there that you do not know. Whoever
            reads your mail can ask for your account.
          </li>
          {!signedIn && <li>{canSignIn ? 'Sign in.' : 'Recover your account, since it has no passkey.'}</li>}
          <li>
            Look through your <AccountLink href="/account/passkeys">passkeys</AccountLink>, your{' '}
            <AccountLink href="/account/sessions">sessions</AccountLink> and your{' '}
            <AccountLink href="/account/activity">activity</AccountLink>, and remove what is not yours.
          </li>
          {event.emailSignIn === 'paused' && (
            <li>
              Turn sign-in by email on again, under{' '}
              <AccountLink href="/account/security">Security</AccountLink>.
            </li>
          )}
        </ol>
      </section>
      {signedIn ? (
        <ButtonLink variant="primary" href="/account/passkeys">
          Look through your passkeys
        </ButtonLink>
      ) : canSignIn ? (
        <ButtonLink variant="primary" href="/sign-in?to=/account/passkeys">
          Sign in
        </ButtonLink>
      ) : (
        <ButtonLink variant="primary" href="/sign-in/recover">
          Recover your account
        </ButtonLink>
      )}
    </CardPage>
  );
});

function AccountLink({ href, children }: { href: string; children: string }) {
  return (
    <Link href={href} prefetch={false} className="link">
      {children}
    </Link>
  );
}

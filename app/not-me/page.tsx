import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { CardPage } from '@/components/card-page';
import { Notice } from '@/components/ui/notice';
import { currentSession } from '@/lib/current-session';
import { type Disowning, inspectNotMe } from '@/lib/disown';
import { policy } from '@/lib/policy';
import { type Query, servePage } from '../serve-page';
import { deadLink, Happened, Steps } from './card';
import { NotMeForm } from './form';
import { stepsAhead } from './words';

export const metadata: Metadata = { title: 'Was this you?', referrer: 'strict-origin' };

/** Where "This wasn't me" leads. Looking at it changes nothing: only the form in it, sent by POST, does. */
export default servePage(async ({ searchParams }: Query) => {
  const { token } = await searchParams;
  const [found, { session }] = [await inspectNotMe(token), await currentSession()];
  if (!('event' in found)) return deadLink(found);
  if (found.state === 'done') redirect(`/not-me/done?token=${token}`);
  const { event, steps } = found;
  const endsOwn = steps.includes('end_session') && event.sessionId === session?.id;
  return (
    <CardPage heading="Was this you?">
      <Happened event={event} />
      <p>
        If it was you, there is nothing to do: close this page. If it was not, this is what the button does:
      </p>
      <Steps steps={stepsAhead(found)} />
      {endsOwn && (
        <Notice>It was done in the browser that you are using now: you will be signed out here.</Notice>
      )}
      {leavesNoWayIn(found) && (
        <Notice>
          Your account will then have no passkey and no sign-in by email. You get back in{' '}
          {event.hasRecoveryCodes && !steps.includes('remove_recovery_codes') && 'with a recovery code, or '}
          by the delayed recovery: you start it at{' '}
          <Link href="/sign-in/recover" prefetch={false} className="link">
            Recover your account
          </Link>
          , and {policy.recovery.wait / 3600} hours later a mail lets you in.
        </Notice>
      )}
      <NotMeForm token={String(token)} />
    </CardPage>
  );
});

function leavesNoWayIn({ event, steps }: Disowning): boolean {
  const endsSessions = steps.includes('end_session') || event.made.length > 0;
  const staysOn = event.emailSignIn === 'on' && !steps.includes('pause_email_sign_in');
  return endsSessions && !staysOn && event.otherPasskeys === 0;
}

import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { CardPage } from '@/components/card-page';
import { ClientMessages } from '@/components/client-messages';
import { Notice } from '@/components/ui/notice';
import { PageLink } from '@/components/ui/page-link';
import { currentMessages } from '@/lib/current-messages';
import { currentSession } from '@/lib/current-session';
import { type Disowning, inspectNotMe } from '@/lib/disown';
import { policy } from '@/lib/policy';
import { type Query, servePage } from '../serve-page';
import { titled } from '../titled';
import { deadLink, Happened, Steps } from './card';
import { NotMeForm } from './form';
import { stepsAhead } from './words';

export const generateMetadata = titled('notMe.heading', { referrer: 'strict-origin' });

/** Where "This wasn't me" leads. Looking at it changes nothing: only the form in it, sent by POST, does. */
export default servePage(async ({ searchParams }: Query) => {
  const [{ token }, t] = await Promise.all([searchParams, currentMessages()]);
  const [found, { session }] = [await inspectNotMe(token), await currentSession()];
  if (!('event' in found)) return deadLink(found, t);
  if (found.state === 'done') redirect(`/not-me/done?token=${token}`);
  const { event, steps } = found;
  const endsOwn = steps.includes('end_session') && event.sessionId === session?.id;
  const hours = policy.recovery.wait / 3600;
  return (
    <CardPage heading={t('notMe.heading')}>
      <Happened event={event} t={t} />
      <p>{t('notMe.ifItWasYou')}</p>
      <div className="stack gap-3">
        <p>{t('notMe.ifItWasNot')}</p>
        <Steps steps={stepsAhead(found, t)} />
      </div>
      {endsOwn && <Notice>{t('notMe.endsOwn')}</Notice>}
      {leavesNoWayIn(found) && (
        <Notice>
          {t.rich(keepsCodes(found) ? 'notMe.leavesCodes' : 'notMe.leavesDelayed', {
            hours,
            link: toRecover,
          })}
        </Notice>
      )}
      <ClientMessages of={['notMeForm']}>
        <NotMeForm token={String(token)} />
      </ClientMessages>
    </CardPage>
  );
});

function leavesNoWayIn({ event, steps }: Disowning): boolean {
  const endsSessions = steps.includes('end_session') || event.made.length > 0;
  const staysOn = event.emailSignIn === 'on' && !steps.includes('pause_email_sign_in');
  return endsSessions && !staysOn && event.otherPasskeys === 0;
}

function keepsCodes({ event, steps }: Disowning): boolean {
  return event.hasRecoveryCodes && !steps.includes('remove_recovery_codes');
}

function toRecover(chunks: ReactNode): ReactNode {
  return (
    <PageLink href="/sign-in/recover" className="link">
      {chunks}
    </PageLink>
  );
}

import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { CardPage } from '@/components/card-page';
import { ButtonLink } from '@/components/ui/button';
import { CheckIcon } from '@/components/ui/icons';
import { PageLink } from '@/components/ui/page-link';
import { currentMessages } from '@/lib/current-messages';
import { currentSession } from '@/lib/current-session';
import { inspectNotMe } from '@/lib/disown';
import { type Query, servePage } from '../../serve-page';
import { titled } from '../../titled';
import { deadLink, Happened, Steps } from '../card';
import { stepsTaken } from '../words';

export const generateMetadata = titled('notMe.done', { referrer: 'strict-origin' });

/** What was done about something that its owner did not do, and what is left for the owner. */
export default servePage(async ({ searchParams }: Query) => {
  const [{ token }, t] = await Promise.all([searchParams, currentMessages()]);
  const [found, { user }] = [await inspectNotMe(token), await currentSession()];
  if (!('event' in found)) return deadLink(found, t);
  if (found.state === 'open') redirect(`/not-me?token=${token}`);
  const { event } = found;
  const signedIn = user?.id === event.userId;
  const canSignIn = event.emailSignIn === 'on' || event.otherPasskeys > 0;
  const links = {
    passkeys: linkTo('/account/passkeys'),
    sessions: linkTo('/account/sessions'),
    activity: linkTo('/account/activity'),
  };
  return (
    <CardPage heading={t('notMe.done')} icon={<CheckIcon />} lead={t('notMe.youToldUs')}>
      <Happened event={event} t={t} />
      <Steps steps={stepsTaken(found, t)} />
      <section aria-labelledby="next" className="stack gap-3">
        <h2 id="next" className="text-lg font-semibold">
          {t('notMe.next')}
        </h2>
        <ol className="list-decimal space-y-2 ps-5">
          <li>{t('notMe.secureMailbox')}</li>
          {!signedIn && <li>{t(canSignIn ? 'notMe.signIn' : 'notMe.recover')}</li>}
          <li>{t.rich('notMe.lookThrough', links)}</li>
          {event.emailSignIn === 'paused' && (
            <li>{t.rich('notMe.turnOn', { security: linkTo('/account/security') })}</li>
          )}
        </ol>
      </section>
      {signedIn ? (
        <ButtonLink variant="primary" href="/account/passkeys">
          {t('notMe.lookThroughPasskeys')}
        </ButtonLink>
      ) : canSignIn ? (
        <ButtonLink variant="primary" href="/sign-in?to=/account/passkeys">
          {t('notMe.goSignIn')}
        </ButtonLink>
      ) : (
        <ButtonLink variant="primary" href="/sign-in/recover">
          {t('notMe.goRecover')}
        </ButtonLink>
      )}
    </CardPage>
  );
});

function linkTo(href: string) {
  return (chunks: ReactNode) => (
    <PageLink href={href} className="link">
      {chunks}
    </PageLink>
  );
}

import { redirect } from 'next/navigation';
import type { ReactNode } from 'react';
import { Shell } from '@/components/page-shell';
import { ButtonLink } from '@/components/ui/button';
import { CheckIcon, MailIcon } from '@/components/ui/icons';
import { PasskeyIcon } from '@/components/ui/passkey-icon';
import { currentMessages } from '@/lib/current-messages';
import { currentSession } from '@/lib/current-session';
import { env } from '@/lib/env';
import { servePage } from './serve-page';

/** Where everybody arrives: what this is in a sentence, and the two ways in. */
export default servePage(async () => {
  if ((await currentSession()).session) redirect('/account');
  const t = await currentMessages();
  return (
    <Shell appName={env().appName}>
      <div className="stack gap-6 sm:justify-items-center sm:gap-8 sm:pt-6 sm:text-center">
        <div className="stack max-w-text gap-3">
          <h1 className="text-2xl font-semibold tracking-tight">{t('landing.heading')}</h1>
          <p className="text-lg text-muted">{t('landing.lead')}</p>
        </div>
        <div className="stack w-full gap-3 sm:flex sm:w-auto">
          <ButtonLink href="/register" variant="primary">
            {t('landing.create')}
          </ButtonLink>
          <ButtonLink href="/sign-in">{t('landing.signIn')}</ButtonLink>
        </div>
      </div>
      <ul className="stack gap-5 border-t border-line pt-6 sm:grid-cols-3 sm:gap-8 sm:pt-8">
        <Point icon={<PasskeyIcon />} heading={t('landing.passkeyHeading')}>
          {t('landing.passkeyText')}
        </Point>
        <Point icon={<MailIcon />} heading={t('landing.linkHeading')}>
          {t('landing.linkText')}
        </Point>
        <Point icon={<CheckIcon />} heading={t('landing.yoursHeading')}>
          {t('landing.yoursText')}
        </Point>
      </ul>
    </Shell>
  );
});

function Point({ icon, heading, children }: { icon: ReactNode; heading: string; children: ReactNode }) {
  return (
    <li className="flex gap-3 sm:flex-col">
      <span className="text-accent-text *:size-6">{icon}</span>
      <div className="stack gap-1">
        <h2 className="font-semibold">{heading}</h2>
        <p className="text-sm text-muted">{children}</p>
      </div>
    </li>
  );
}

import type { ReactNode } from 'react';
import { CardPage } from '@/components/card-page';
import { ClientMessages } from '@/components/client-messages';
import { PageLink } from '@/components/ui/page-link';
import { currentMessages } from '@/lib/current-messages';
import { currentSession } from '@/lib/current-session';
import { rememberedPerson } from '@/lib/remembered';
import { servePage } from '../../serve-page';
import { titled } from '../../titled';
import { RecoverForm } from './form';

export const generateMetadata = titled('recover.heading');

export default servePage(async () => {
  // Whoever came in by mail and has lost their passkeys is signed in, and needs it as well.
  const [{ user }, t] = await Promise.all([currentSession(), currentMessages()]);
  const person = user ?? (await rememberedPerson());
  const back = (chunks: ReactNode) => (
    <PageLink href={user ? '/account' : '/sign-in'} className="link">
      {chunks}
    </PageLink>
  );
  return (
    <CardPage heading={t('recover.heading')} lead={t('recover.lead')}>
      <ClientMessages of={['recoverForm']}>
        <RecoverForm remembered={person?.username ?? null} />
      </ClientMessages>
      <p className="text-sm text-muted">
        {t.rich(user ? 'recover.foundAgainSignedIn' : 'recover.foundAgain', { link: back })}
      </p>
    </CardPage>
  );
});

import { redirect } from 'next/navigation';
import { CardPage } from '@/components/card-page';
import { ClientMessages } from '@/components/client-messages';
import { PasskeyIcon } from '@/components/ui/passkey-icon';
import { currentMessages } from '@/lib/current-messages';
import { requireSession } from '@/lib/current-session';
import { NotNowForm } from '../account/offer-forms';
import { CreatePasskey } from '../account/passkeys/create-passkey';
import { servePage } from '../serve-page';
import { SignOutForm } from '../sign-out/form';
import { titled } from '../titled';

export const generateMetadata = titled('welcome.heading');

export default servePage(async () => {
  const [{ user }, t] = await Promise.all([requireSession('/welcome'), currentMessages()]);
  if (user.credentialIds.length > 0) redirect('/account');
  return (
    <ClientMessages of={['signOut', 'passkeyOfferForms']}>
      <CardPage
        heading={t('welcome.heading')}
        icon={<PasskeyIcon />}
        lead={t('welcome.welcome', { name: user.name })}
        actions={<SignOutForm />}
      >
        <p>{t('welcome.whatItIs')}</p>
        <CreatePasskey to="/account" owned={[]} />
        <NotNowForm />
        <p className="text-sm text-muted">{t('welcome.ownDevice')}</p>
      </CardPage>
    </ClientMessages>
  );
});

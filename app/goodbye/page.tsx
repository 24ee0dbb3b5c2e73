import { redirect } from 'next/navigation';
import { CardPage } from '@/components/card-page';
import { ButtonLink } from '@/components/ui/button';
import { goodbye } from '@/lib/accounts/goodbye';
import { currentMessages } from '@/lib/current-messages';
import { relyingParty } from '@/lib/passkeys/relying-party';
import { SignalPasskeys } from '../account/signal-passkeys';
import { servePage } from '../serve-page';
import { titled } from '../titled';

export const generateMetadata = titled('goodbye.heading');

/** Where deleting an account leads. It tells the browser's passkey manager that the account accepts no passkey any more. */
export default servePage(async () => {
  const [deleted, t] = await Promise.all([goodbye(), currentMessages()]);
  if (!deleted) redirect('/');
  return (
    <CardPage heading={t('goodbye.heading')}>
      <p>{t('goodbye.everythingGone')}</p>
      {deleted.hadPasskeys && <p>{t('goodbye.passkeysLeft')}</p>}
      <ButtonLink href="/">{t('goodbye.start')}</ButtonLink>
      <SignalPasskeys rpID={relyingParty().id} userHandle={deleted.userHandle} credentialIds={[]} />
    </CardPage>
  );
});

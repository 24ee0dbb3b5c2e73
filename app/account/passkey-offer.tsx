import { ClientMessages } from '@/components/client-messages';
import { currentMessages } from '@/lib/current-messages';
import { NeverAskForm, NotNowForm } from './offer-forms';
import { CreatePasskey } from './passkeys/create-passkey';

/** For a session that began by email, in a browser where none of the account's passkeys is known. */
export async function PasskeyOffer({ owned }: { owned: { id: string; name: string }[] }) {
  const t = await currentMessages();
  return (
    <section aria-labelledby="offer" className="panel stack p-5">
      <h2 id="offer" className="text-lg font-semibold">
        {t('passkeyOffer.heading')}
      </h2>
      <p>{t('passkeyOffer.text')}</p>
      {owned.length > 0 && <p className="text-muted">{t('passkeyOffer.confirmFirst')}</p>}
      <div className="row items-start">
        <CreatePasskey to="/account" owned={owned} />
        <ClientMessages of={['passkeyOfferForms']}>
          <NotNowForm />
          <NeverAskForm />
        </ClientMessages>
      </div>
    </section>
  );
}

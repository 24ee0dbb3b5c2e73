import type { ComponentProps } from 'react';
import { ClientMessages } from '@/components/client-messages';
import { currentMessages } from '@/lib/current-messages';
import { NameForm } from './name-form';

/** To name a passkey right after it was created, and go on to `to`. Whoever does not care goes on without. */
export async function NameCreated(props: ComponentProps<typeof NameForm>) {
  const t = await currentMessages();
  return (
    <section aria-labelledby="created" className="panel stack p-5">
      <div className="stack gap-1">
        <h2 id="created" className="text-lg font-semibold">
          {t('passkeyName.heading')}
        </h2>
        <p className="text-muted">{t('passkeyName.text')}</p>
      </div>
      <ClientMessages of={['passkeyNameForm']}>
        <NameForm {...props} />
      </ClientMessages>
    </section>
  );
}

import { ClientMessages } from '@/components/client-messages';
import { currentMessages } from '@/lib/current-messages';
import { Moment } from '../moment';
import { CancelRecovery } from './cancel-recovery';

/** Somebody, perhaps the owner, waits for the delayed way back. */
export async function RecoveryUnderWay({ from, until }: { from: Date; until: Date }) {
  const t = await currentMessages();
  return (
    <section aria-labelledby="recovery" className="panel stack p-5 sm:p-6">
      <h2 id="recovery" className="text-lg font-semibold">
        {t('security.recoveryHeading')}
      </h2>
      <p>
        {t.rich('security.recoveryText', {
          from: () => <Moment at={from} />,
          until: () => <Moment at={until} />,
        })}
      </p>
      <ClientMessages of={['cancelRecovery']}>
        <CancelRecovery />
      </ClientMessages>
    </section>
  );
}

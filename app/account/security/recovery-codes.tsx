import { currentMessages } from '@/lib/current-messages';
import { env } from '@/lib/env';
import { Moment } from '../moment';
import { CodesForm } from './codes-form';

/** How many codes are left, and new ones: they are shown this once. */
export async function RecoveryCodes({ set, username }: RecoveryCodesProps) {
  const t = await currentMessages();
  return (
    <section aria-labelledby="codes" className="panel stack scroll-mt-4 p-5 sm:p-6">
      <h2 id="codes" className="text-lg font-semibold">
        {t('security.codesHeading')}
      </h2>
      <p>{t('security.codesText')}</p>
      <CodesForm
        replaces={set !== null}
        title={t('securityForms.sheetTitle', { appName: env().appName, username })}
        left={
          set
            ? t.rich('security.codesLeft', {
                count: set.left,
                strong: (words) => <strong className="text-ink">{words}</strong>,
                moment: () => <Moment at={set.createdAt} />,
              })
            : t('security.noCodes')
        }
      />
    </section>
  );
}

type RecoveryCodesProps = {
  /** Those that are left; null when there are none. */
  set: { left: number; createdAt: Date } | null;
  username: string;
};

import { passkeysOf } from '@/lib/passkeys/credentials';
import { recoveryCodesOf } from '@/lib/recovery/codes';
import { recoveryOf } from '@/lib/recovery/delayed';
import { canDoWithoutEmail } from '@/lib/recovery/email-sign-in';
import { titled } from '../../titled';
import { accountPage, STEP_UP_WORDS } from '../account-page';
import { EmailSignIn } from './email-sign-in';
import { RecoveryCodes } from './recovery-codes';
import { RecoveryUnderWay } from './recovery-under-way';

export const generateMetadata = titled('security.heading');

export default accountPage(
  {
    path: '/account/security',
    heading: 'security.heading',
    lead: (t) => t('security.lead'),
    words: ['securityForms', ...STEP_UP_WORDS],
  },
  async ({ user }) => {
    const [passkeys, codes, recovery] = await Promise.all([
      passkeysOf(user),
      recoveryCodesOf(user),
      recoveryOf(user),
    ]);
    return (
      <>
        {recovery && <RecoveryUnderWay {...recovery} />}
        <EmailSignIn
          state={user.emailSignIn}
          needed={!canDoWithoutEmail({ passkeys, codesLeft: codes?.left ?? 0 })}
        />
        <RecoveryCodes set={codes} username={user.username} />
      </>
    );
  },
);

import type { Metadata } from 'next';
import { env } from '@/lib/env';
import { passkeysOf } from '@/lib/passkeys/credentials';
import { recoveryCodesOf } from '@/lib/recovery/codes';
import { recoveryOf } from '@/lib/recovery/delayed';
import { canDoWithoutEmail } from '@/lib/recovery/email-sign-in';
import { accountPage } from '../account-page';
import { EmailSignIn } from './email-sign-in';
import { RecoveryCodes } from './recovery-codes';
import { RecoveryUnderWay } from './recovery-under-way';

export const metadata: Metadata = { title: 'Security' };

export default accountPage(
  { path: '/account/security', heading: 'Security', lead: 'The ways into your account besides passkeys.' },
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
        <RecoveryCodes set={codes} appName={env().appName} username={user.username} />
      </>
    );
  },
);

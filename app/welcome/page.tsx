import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Shell } from '@/components/page-shell';
import { Card } from '@/components/ui/card';
import { PageHeading } from '@/components/ui/page-heading';
import { PasskeyIcon } from '@/components/ui/passkey-icon';
import { requireSession } from '@/lib/current-session';
import { env } from '@/lib/env';
import { NotNowForm } from '../account/offer-forms';
import { CreatePasskey } from '../account/passkeys/create-passkey';
import { servePage } from '../serve-page';
import { SignOutForm } from '../sign-out/form';

export const metadata: Metadata = { title: 'Create a passkey' };

export default servePage(async () => {
  const { user } = await requireSession('/welcome');
  if (user.credentialIds.length > 0) redirect('/account');
  return (
    <Shell appName={env().appName} actions={<SignOutForm />}>
      <Card>
        <PageHeading icon={<PasskeyIcon />}>Create a passkey</PageHeading>
        <p>
          Welcome, {user.name}. A passkey lets you sign in with your fingerprint, your face or your screen
          lock: nothing to remember, and nothing that could be stolen from us. Your device will ask you to
          confirm.
        </p>
        <CreatePasskey to="/account" owned={[]} />
        <NotNowForm />
        <p className="text-sm text-muted">
          Only do this on a device of your own. You can always sign in by email.
        </p>
      </Card>
    </Shell>
  );
});

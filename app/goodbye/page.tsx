import type { Metadata } from 'next';
import { redirect } from 'next/navigation';
import { Shell } from '@/components/page-shell';
import { ButtonLink } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import { PageHeading } from '@/components/ui/page-heading';
import { goodbye } from '@/lib/accounts/goodbye';
import { env } from '@/lib/env';
import { relyingParty } from '@/lib/passkeys/relying-party';
import { SignalPasskeys } from '../account/signal-passkeys';
import { servePage } from '../serve-page';

export const metadata: Metadata = { title: 'Your account is deleted' };

/** Where deleting an account leads. It tells the browser's passkey manager that the account accepts no passkey any more. */
export default servePage(async () => {
  const deleted = await goodbye();
  if (!deleted) redirect('/');
  return (
    <Shell appName={env().appName}>
      <Card>
        <PageHeading>Your account is deleted</PageHeading>
        <p>
          Everything of it is gone, and every browser is signed out. We have sent you a mail that says so.
        </p>
        {deleted.hadPasskeys && (
          <p>
            Its passkeys sign in nowhere any more. Should one still be offered to you, delete it in your
            password manager.
          </p>
        )}
        <ButtonLink href="/">Go to the start</ButtonLink>
        <SignalPasskeys rpID={relyingParty().id} userHandle={deleted.userHandle} credentialIds={[]} />
      </Card>
    </Shell>
  );
});

import type { Metadata } from 'next';
import Link from 'next/link';
import { Shell } from '@/components/page-shell';
import { Card } from '@/components/ui/card';
import { PageHeading } from '@/components/ui/page-heading';
import { currentSession } from '@/lib/current-session';
import { env } from '@/lib/env';
import { rememberedPerson } from '@/lib/remembered';
import { servePage } from '../../serve-page';
import { RecoverForm } from './form';

export const metadata: Metadata = { title: 'Recover your account' };

export default servePage(async () => {
  // Whoever came in by mail and has lost their passkeys is signed in, and needs it as well.
  const { user } = await currentSession();
  const person = user ?? (await rememberedPerson());
  return (
    <Shell appName={env().appName}>
      <Card>
        <PageHeading lead="For when your passkeys are lost.">Recover your account</PageHeading>
        <RecoverForm remembered={person?.username ?? null} />
        <p className="text-sm text-muted">
          Found it again?{' '}
          <Link href={user ? '/account' : '/sign-in'} prefetch={false} className="link">
            {user ? 'Back to your account' : 'Back to sign in'}
          </Link>
        </p>
      </Card>
    </Shell>
  );
});

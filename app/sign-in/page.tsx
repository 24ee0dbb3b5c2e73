import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { Shell } from '@/components/page-shell';
import { PreviewLine } from '@/components/preview-line';
import { Card } from '@/components/ui/card';
import { Notice } from '@/components/ui/notice';
import { PageHeading } from '@/components/ui/page-heading';
import { currentSession } from '@/lib/current-session';
import { env } from '@/lib/env';
import { noticeFrom } from '@/lib/notices';
import { rememberedPerson } from '@/lib/remembered';
import { returnTarget } from '@/lib/return-target';
import { type Query, servePage } from '../serve-page';
import { SignInForm } from './form';

export const metadata: Metadata = { title: 'Sign in' };

export default servePage(async ({ searchParams }: Query) => {
  const query = await searchParams;
  const to = returnTarget(query.to);
  if ((await currentSession()).session) redirect(to ?? '/account');
  const person = await rememberedPerson();
  const notice = noticeFrom(query.notice);
  return (
    <Shell appName={env().appName}>
      <Card>
        <PageHeading>{person ? `Welcome back, ${person.name}` : 'Sign in'}</PageHeading>
        {notice && <Notice tone={notice.tone}>{notice.text}</Notice>}
        <SignInForm remembered={person?.username ?? null} to={to} />
        <div className="stack gap-2 text-sm text-muted">
          <p>
            New here?{' '}
            <Link href="/register" prefetch={false} className="link">
              Create an account
            </Link>
          </p>
          <p>
            <Link href="/sign-in/recover" prefetch={false} className="link">
              Lost your passkeys?
            </Link>
          </p>
        </div>
        {env().preview && <PreviewLine />}
      </Card>
    </Shell>
  );
});

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
import { type Query, servePage } from '../serve-page';
import { RegisterForm } from './form';

export const metadata: Metadata = { title: 'Create your account' };

export default servePage(async ({ searchParams }: Query) => {
  if ((await currentSession()).session) redirect('/account');
  const notice = noticeFrom((await searchParams).notice);
  return (
    <Shell appName={env().appName}>
      <Card>
        <PageHeading>Create your account</PageHeading>
        {notice && <Notice tone={notice.tone}>{notice.text}</Notice>}
        <RegisterForm />
        <p className="text-sm text-muted">
          You have an account?{' '}
          <Link href="/sign-in" prefetch={false} className="link">
            Sign in
          </Link>
        </p>
        {env().preview && <PreviewLine />}
      </Card>
    </Shell>
  );
});

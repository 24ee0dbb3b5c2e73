import type { ComponentProps, ReactNode } from 'react';
import { AccountNav } from '@/components/account-nav';
import { Shell } from '@/components/page-shell';
import { LiveRegion } from '@/components/ui/notice';
import { PageHeading } from '@/components/ui/page-heading';
import { requireSession, type SignedIn } from '@/lib/current-session';
import { env } from '@/lib/env';
import { noticeFrom } from '@/lib/notices';
import { relyingParty } from '@/lib/passkeys/relying-party';
import { type Query, servePage } from '../serve-page';
import { SignOutForm } from '../sign-out/form';
import { SignalPasskeys } from './signal-passkeys';

/**
 * A page of the account, for whoever is signed in: heading, notice on arrival, navigation. Each also tells the browser's
 * passkey manager what the account is called and which passkeys it accepts, so that every change is followed by that.
 */
export function accountPage({ path, heading, lead }: Head, content: Content) {
  return servePage(async ({ searchParams }: Query) => {
    const [current, query] = [await requireSession(path), await searchParams];
    const notice = noticeFrom(query.notice);
    const { user } = current;
    const rendered = await content(current, query);
    return (
      <Shell appName={env().appName} actions={<SignOutForm />} nav={<AccountNav current={path} />}>
        <PageHeading lead={lead}>{heading}</PageHeading>
        <LiveRegion tone={notice?.tone}>{notice?.text}</LiveRegion>
        {rendered}
        <SignalPasskeys
          rpID={relyingParty().id}
          userHandle={Buffer.from(user.userHandle).toString('base64url')}
          credentialIds={user.credentialIds}
          email={user.email}
          name={user.name}
        />
      </Shell>
    );
  });
}

type Head = { path: ComponentProps<typeof AccountNav>['current']; heading: string; lead?: ReactNode };
type Content = (current: SignedIn, query: Awaited<Query['searchParams']>) => Promise<ReactNode>;

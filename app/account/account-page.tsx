import type { ReactNode } from 'react';
import { AccountNav, type AccountPath } from '@/components/account-nav';
import { ArrivalNotice } from '@/components/arrival-notice';
import { ClientMessages } from '@/components/client-messages';
import { Shell } from '@/components/page-shell';
import { PageHeading } from '@/components/ui/page-heading';
import { currentMessages } from '@/lib/current-messages';
import { requireSession, type SignedIn } from '@/lib/current-session';
import { env } from '@/lib/env';
import type { MessageKey, Namespace, Translate } from '@/lib/messages/format';
import { noticeFrom } from '@/lib/notices';
import { relyingParty } from '@/lib/passkeys/relying-party';
import { type Query, servePage } from '../serve-page';
import { SignOutForm } from '../sign-out/form';
import { SignalPasskeys } from './signal-passkeys';

/**
 * A page of the account, for whoever is signed in: heading, notice on arrival, navigation. `words` are the messages that its
 * client components need. Each page also tells the browser's passkey manager what the account is called and which passkeys
 * it accepts, so that every change is followed by that.
 */
export function accountPage({ path, heading, lead, words = [] }: Head, content: Content) {
  return servePage(async ({ searchParams }: Query) => {
    const [current, query, t] = await Promise.all([requireSession(path), searchParams, currentMessages()]);
    const { user } = current;
    const rendered = await content(current, query, t);
    return (
      <ClientMessages of={['signOut', ...words]}>
        <Shell appName={env().appName} actions={<SignOutForm />} nav={<AccountNav current={path} t={t} />}>
          <PageHeading lead={lead?.(t)}>{t(heading)}</PageHeading>
          <ArrivalNotice notice={noticeFrom(query.notice, t)} />
          {rendered}
          <SignalPasskeys
            rpID={relyingParty().id}
            userHandle={Buffer.from(user.userHandle).toString('base64url')}
            credentialIds={user.credentialIds}
            email={user.email}
            name={user.name}
          />
        </Shell>
      </ClientMessages>
    );
  });
}

/** What "Confirm it's you" says (./step-up). */
export const STEP_UP_WORDS = ['stepUp', 'coach'] as const satisfies readonly Namespace[];

type Head = {
  path: AccountPath;
  heading: MessageKey;
  lead?: (t: Translate) => ReactNode;
  words?: readonly Namespace[];
};
type Content = (current: SignedIn, query: Awaited<Query['searchParams']>, t: Translate) => Promise<ReactNode>;

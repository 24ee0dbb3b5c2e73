import type { Metadata } from 'next';
import { Shell } from '@/components/page-shell';
import { Notice } from '@/components/ui/notice';
import { PageHeading } from '@/components/ui/page-heading';
import { requireSession } from '@/lib/current-session';
import { env } from '@/lib/env';
import { noticeFrom } from '@/lib/notices';
import { passkeysOf } from '@/lib/passkeys/credentials';
import { shouldOfferPasskey } from '@/lib/passkeys/offer';
import { type Query, servePage } from '../serve-page';
import { SignOutForm } from '../sign-out/form';
import { PasskeyOffer } from './passkey-offer';
import { CreatePasskey } from './passkeys/create-passkey';
import { PasskeyList } from './passkeys/list';

export const metadata: Metadata = { title: 'Your account' };

export default servePage(async ({ searchParams }: Query) => {
  const current = await requireSession('/account');
  const { session, user } = current;
  const [passkeys, offer, query] = await Promise.all([
    passkeysOf(user),
    shouldOfferPasskey(current),
    searchParams,
  ]);
  const notice = noticeFrom(query.notice);
  const method =
    session.method === 'email'
      ? 'email'
      : `your passkey${session.passkeyName ? ` “${session.passkeyName}”` : ''}`;
  return (
    <Shell appName={env().appName} actions={<SignOutForm />}>
      <PageHeading>Your account</PageHeading>
      {notice && <Notice tone={notice.tone}>{notice.text}</Notice>}
      {offer && <PasskeyOffer />}
      <section aria-labelledby="who" className="stack gap-3">
        <h2 id="who" className="text-lg font-semibold">
          Who you are
        </h2>
        <dl className="panel grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-2 p-5 [&>dt]:text-muted">
          <dt>Name</dt>
          <dd>{user.name}</dd>
          <dt>Username</dt>
          <dd>{user.username}</dd>
          <dt>Email</dt>
          <dd>{user.email}</dd>
          <dt>Signed in</dt>
          <dd>
            by {method}, in {session.device}
          </dd>
        </dl>
      </section>
      <section aria-labelledby="passkeys" className="stack gap-3">
        <h2 id="passkeys" className="text-lg font-semibold">
          Passkeys
        </h2>
        <PasskeyList passkeys={passkeys} inUse={session.credentialId} />
        {!offer && (
          <div className="row">
            <CreatePasskey label="Add a passkey" />
          </div>
        )}
      </section>
    </Shell>
  );
});

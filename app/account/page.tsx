import type { Metadata } from 'next';
import Link from 'next/link';
import { Notice } from '@/components/ui/notice';
import type { SignedIn } from '@/lib/current-session';
import { passkeysOf } from '@/lib/passkeys/credentials';
import { passkeyHealth } from '@/lib/passkeys/health';
import { shouldOfferPasskey } from '@/lib/passkeys/offer';
import { recoveryOf } from '@/lib/recovery/delayed';
import { accountPage } from './account-page';
import { PasskeyOffer } from './passkey-offer';
import { HealthLine } from './passkeys/health-line';
import { NameCreated } from './passkeys/name-created';
import { PasskeyFacts } from './passkeys/passkey-facts';
import { RecoveryUnderWay } from './security/recovery-under-way';

export const metadata: Metadata = { title: 'Your account' };

export default accountPage({ path: '/account', heading: 'Your account' }, async (current, query) => {
  const { session, user } = current;
  const [passkeys, offer, recovery] = await Promise.all([
    passkeysOf(user),
    shouldOfferPasskey(current),
    recoveryOf(user),
  ]);
  const owned = passkeys.map(({ id, name }) => ({ id, name }));
  const created = owned.find(({ id }) => id === query.created);
  return (
    <>
      {recovery && <RecoveryUnderWay {...recovery} />}
      {session.method === 'recovery' && query.notice !== 'operator-link' && <AfterRecovery />}
      {offer && <PasskeyOffer owned={owned} />}
      {created && <NameCreated key={created.id} {...created} to="/account" />}
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
            {wayIn(session)}, in {session.device}
          </dd>
        </dl>
      </section>
      <section aria-labelledby="passkeys" className="stack gap-3">
        <h2 id="passkeys" className="text-lg font-semibold">
          Passkeys
        </h2>
        <HealthLine advice={passkeyHealth(passkeys, new Date())} />
        {passkeys.length > 0 && (
          <ul className="panel stack gap-5 p-5">
            {passkeys.map((passkey) => (
              <li key={passkey.id} aria-label={passkey.name}>
                <PasskeyFacts passkey={passkey} inUse={passkey.id === session.credentialId} />
              </li>
            ))}
          </ul>
        )}
        <p>
          {passkeys.length === 0 && 'You have none yet. '}
          <Link href="/account/passkeys" prefetch={false} className="link">
            {passkeys.length === 0 ? 'Add one' : 'Add, rename or delete passkeys'}
          </Link>
        </p>
      </section>
    </>
  );
});

function wayIn({ method, passkeyName }: SignedIn['session']): string {
  if (method === 'email') return 'by email';
  if (method === 'recovery') return 'with a recovery';
  return passkeyName === null ? 'by your passkey' : `by your passkey “${passkeyName}”`;
}

function AfterRecovery() {
  return (
    <Notice>
      You have recovered your account. Add a passkey on this device, and delete those that you have lost.{' '}
      <Link href="/account/passkeys" prefetch={false} className="link">
        Go to your passkeys
      </Link>
    </Notice>
  );
}

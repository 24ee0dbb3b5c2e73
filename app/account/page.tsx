import { Notice } from '@/components/ui/notice';
import { PageLink } from '@/components/ui/page-link';
import type { Translate } from '@/lib/messages/format';
import { overviewOf } from '@/lib/overview';
import { accountHealth } from '@/lib/passkeys/health';
import { shouldOfferPasskey } from '@/lib/passkeys/offer';
import { titled } from '../titled';
import { accountPage } from './account-page';
import { Facts } from './facts';
import { howYouSignIn, whereSignedIn, whoYouAre } from './overview';
import { PasskeyOffer } from './passkey-offer';
import { HealthLine } from './passkeys/health-line';
import { NameCreated } from './passkeys/name-created';
import { RecoveryUnderWay } from './security/recovery-under-way';

export const generateMetadata = titled('account.heading');

export default accountPage({ path: '/account', heading: 'account.heading' }, async (current, query, t) => {
  const { session, user } = current;
  const [{ passkeys, recovery, codesLeft, otherSessions }, offered] = await Promise.all([
    overviewOf(current),
    shouldOfferPasskey(current),
  ]);
  const owned = passkeys.map(({ id, name }) => ({ id, name }));
  const created = owned.find(({ id }) => id === query.created);
  const ways = { passkeys, emailSignsIn: user.emailSignIn === 'on', codesLeft };
  const advice = accountHealth(ways, new Date());
  // By the offer, by the notice of a passkey just created, or by the advice after a recovery.
  const saidAlready =
    (offered && advice?.code === 'no_passkey') ||
    (advice === null && (created || session.method === 'recovery'));
  return (
    <>
      {recovery && <RecoveryUnderWay {...recovery} />}
      {session.method === 'recovery' && query.notice !== 'operator-link' && <AfterRecovery t={t} />}
      {offered && <PasskeyOffer owned={owned} />}
      {created && <NameCreated key={created.id} {...created} to="/account" />}
      {!saidAlready && <HealthLine advice={advice} />}
      <Facts {...whoYouAre(user, t)} />
      <Facts {...howYouSignIn(user, ways, t)} />
      <Facts {...whereSignedIn(session, otherSessions, t)} />
    </>
  );
});

function AfterRecovery({ t }: { t: Translate }) {
  return (
    <Notice>
      {t.rich('account.recovered', {
        link: (words) => (
          <PageLink href="/account/passkeys" className="link">
            {words}
          </PageLink>
        ),
      })}
    </Notice>
  );
}

import { passkeysOf, sessionsByPasskey } from '@/lib/passkeys/credentials';
import { passkeyHealth } from '@/lib/passkeys/health';
import { policy } from '@/lib/policy';
import { titled } from '../../titled';
import { accountPage, STEP_UP_WORDS } from '../account-page';
import { CreatePasskey } from './create-passkey';
import { HealthLine } from './health-line';
import { PasskeyList } from './list';
import { NameCreated } from './name-created';

export const generateMetadata = titled('passkeys.heading');

export default accountPage(
  {
    path: '/account/passkeys',
    heading: 'passkeys.heading',
    lead: (t) => t('passkeys.lead'),
    words: ['passkeyForms', ...STEP_UP_WORDS],
  },
  async (current, query, t) => {
    const { session, user } = current;
    const [passkeys, sessions] = await Promise.all([passkeysOf(user), sessionsByPasskey(current)]);
    const owned = passkeys.map(({ id, name }) => ({ id, name }));
    const created = owned.find(({ id }) => id === query.created);
    const emailSignsIn = user.emailSignIn === 'on';
    const advice = passkeyHealth({ passkeys, emailSignsIn }, new Date());
    return (
      <>
        {created && <NameCreated key={created.id} {...created} to="/account/passkeys" />}
        {advice && <HealthLine advice={advice} />}
        {passkeys.length > 0 ? (
          <PasskeyList
            passkeys={passkeys}
            inUse={session.credentialId}
            sessions={sessions}
            emailSignsIn={emailSignsIn}
            t={t}
          />
        ) : (
          <p className="text-muted">{t('passkeys.none')}</p>
        )}
        <section id="add" aria-labelledby="another" className="stack scroll-mt-4">
          <h2 id="another" className="text-lg font-semibold">
            {t(passkeys.length === 0 ? 'passkeys.first' : 'passkeys.another')}
          </h2>
          {passkeys.length < policy.passkeysPerAccount ? (
            <CreatePasskey to="/account/passkeys" owned={owned} label={t('passkeys.add')} choose />
          ) : (
            <p className="text-muted">{t('refusals.passkey_limit')}</p>
          )}
        </section>
      </>
    );
  },
);

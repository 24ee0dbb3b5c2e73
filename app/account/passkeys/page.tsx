import type { Metadata } from 'next';
import { messages } from '@/lib/messages';
import { passkeysOf, sessionsByPasskey } from '@/lib/passkeys/credentials';
import { passkeyHealth } from '@/lib/passkeys/health';
import { policy } from '@/lib/policy';
import { accountPage } from '../account-page';
import { CreatePasskey } from './create-passkey';
import { HealthLine } from './health-line';
import { PasskeyList } from './list';
import { NameCreated } from './name-created';

export const metadata: Metadata = { title: 'Passkeys' };

export default accountPage(
  {
    path: '/account/passkeys',
    heading: 'Passkeys',
    lead: 'They sign you in with your fingerprint, your face or your screen lock.',
  },
  async (current, query) => {
    const { session, user } = current;
    const [passkeys, sessions] = await Promise.all([passkeysOf(user), sessionsByPasskey(current)]);
    const owned = passkeys.map(({ id, name }) => ({ id, name }));
    const created = owned.find(({ id }) => id === query.created);
    return (
      <>
        {created && <NameCreated key={created.id} {...created} to="/account/passkeys" />}
        <HealthLine advice={passkeyHealth(passkeys, new Date())} />
        <PasskeyList
          passkeys={passkeys}
          inUse={session.credentialId}
          sessions={sessions}
          emailSignsIn={user.emailSignIn === 'on'}
        />
        <section id="add" aria-labelledby="another" className="stack">
          <h2 id="another" className="text-lg font-semibold">
            {passkeys.length === 0 ? 'Your first passkey' : 'Another passkey'}
          </h2>
          {passkeys.length < policy.passkeysPerAccount ? (
            <CreatePasskey to="/account/passkeys" owned={owned} label="Add a passkey" choose />
          ) : (
            <p className="text-muted">{messages.passkey_limit}</p>
          )}
        </section>
      </>
    );
  },
);

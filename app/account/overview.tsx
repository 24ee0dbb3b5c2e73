import type { ComponentProps } from 'react';
import { Address } from '@/components/address';
import type { SignedIn } from '@/lib/current-session';
import { deviceName } from '@/lib/device';
import type { Translate } from '@/lib/messages/format';
import type { Facts } from './facts';

/** What the overview of an account says of it, in three groups. */
export function whoYouAre({ name, username, email }: User, t: Translate): FactsProps {
  return {
    id: 'who',
    heading: t('account.whoYouAre'),
    facts: [
      { term: t('account.name'), value: <bdi>{name}</bdi> },
      { term: t('account.username'), value: <bdi dir="ltr">{username}</bdi> },
      { term: t('account.email'), value: <Address>{email}</Address> },
    ],
    to: [{ href: '/account/profile', label: t('account.editProfile') }],
  };
}

export function howYouSignIn({ emailSignIn }: User, { passkeys, codesLeft }: Ways, t: Translate): FactsProps {
  return {
    id: 'ways',
    heading: t('account.howYouSignIn'),
    facts: [
      {
        term: t('account.passkeys'),
        value: passkeys.length > 0 ? <Names of={passkeys} /> : t('account.noPasskeys'),
      },
      { term: t('account.byEmail'), value: t(emailStates[emailSignIn]) },
      {
        term: t('account.recoveryCodes'),
        value: codesLeft > 0 ? t('account.codesLeft', { count: codesLeft }) : t('account.noCodes'),
      },
    ],
    to: [
      { href: '/account/passkeys', label: t('account.managePasskeys') },
      { href: '/account/security', label: t('account.emailAndCodes') },
    ],
  };
}

export function whereSignedIn(session: Session, others: number, t: Translate): FactsProps {
  return {
    id: 'where',
    heading: t('account.whereSignedIn'),
    facts: [
      { term: t('account.thisBrowser'), value: thisBrowser(session, t) },
      { term: t('account.elsewhere'), value: t('account.otherBrowsers', { count: others }) },
    ],
    to: [{ href: '/account/sessions', label: t('account.seeThem') }],
  };
}

function Names({ of: passkeys }: { of: { id: string; name: string }[] }) {
  return (
    <ul>
      {passkeys.map(({ id, name }) => (
        <li key={id}>
          <bdi>{name}</bdi>
        </li>
      ))}
    </ul>
  );
}

function thisBrowser({ method, passkeyName, ...session }: Session, t: Translate): string {
  const device = deviceName(session.device, t);
  if (method === 'email') return t('account.signedInByEmail', { device });
  if (method === 'recovery') return t('account.signedInByRecovery', { device });
  if (passkeyName === null) return t('account.signedInBySomePasskey', { device });
  return t('account.signedInByPasskey', { device, passkey: passkeyName });
}

const emailStates = {
  on: 'account.emailOn',
  off: 'account.emailOff',
  paused: 'account.emailPaused',
} as const;

type User = SignedIn['user'];
type Session = SignedIn['session'];
type Ways = { passkeys: { id: string; name: string }[]; codesLeft: number };
type FactsProps = ComponentProps<typeof Facts>;

import { Divider } from '@/components/ui/divider';
import { PasskeyIcon } from '@/components/ui/passkey-icon';
import type { Translate } from '@/lib/messages/format';
import { EmailSignIn, ForgetForm } from './email-sign-in';
import { PasskeySignIn } from './passkey-sign-in';

/** Both ways in, the passkey first. `identifier` is filled in: of the person that this browser knows, or typed before. */
export function SignInForm({ identifier, remembered, to, ahead, t }: SignInFormProps) {
  return (
    <>
      <PasskeySignIn to={to} ahead={ahead}>
        <PasskeyIcon /> {t('passkeySignIn.button')}
      </PasskeySignIn>
      <Divider>{t('signInForm.or')}</Divider>
      {/* Another person's field is another field: what the last one typed is not theirs. */}
      <EmailSignIn key={identifier} identifier={identifier} to={to} />
      {remembered && <ForgetForm to={to} />}
    </>
  );
}

type SignInFormProps = {
  identifier: string | null;
  /** Whether this browser knows its person, and may forget them. */
  remembered: boolean;
  to: string | null;
  /** What the page that it leads to needs, to be fetched meanwhile. */
  ahead: string[];
  t: Translate;
};

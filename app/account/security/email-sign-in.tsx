'use client';

import { Switch } from '@/components/ui/switch';
import { messages } from '@/lib/messages';
import { GuardedForm } from '../step-up/guarded-form';
import { switchEmailSignIn } from './actions';

/** Whether mails sign in to the account. */
export function EmailSignIn({ state, needed }: EmailSignInProps) {
  const on = state === 'on';
  return (
    <section aria-label="Sign in by email" className="panel px-5 py-3 sm:px-6">
      <GuardedForm action={switchEmailSignIn}>
        {() => (
          <>
            <input type="hidden" name="to" value={on ? 'off' : 'on'} />
            <Switch label="Sign in by email" checked={on} hint={hint(state, needed)} pending="Saving…" />
          </>
        )}
      </GuardedForm>
    </section>
  );
}

function hint(state: EmailSignInProps['state'], needed: boolean): string {
  if (state === 'off') return 'Nothing in a mail signs in to your account: passkeys and recovery codes do.';
  if (state === 'paused') {
    return 'Paused since “This wasn’t me” was pressed in a mail. Nothing in a mail signs in to your account until you turn this on again.';
  }
  const what = 'Links and codes that we mail you sign in to your account.';
  return needed ? `${what} ${messages.email_sign_in_needed}` : what;
}

type EmailSignInProps = {
  state: 'on' | 'off' | 'paused';
  /** Whether the account cannot do without it. */
  needed: boolean;
};

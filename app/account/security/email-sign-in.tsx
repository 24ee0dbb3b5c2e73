'use client';

import { useMessages } from '@/components/messages';
import { Switch } from '@/components/ui/switch';
import type { MessageKey } from '@/lib/messages/format';
import { GuardedForm } from '../step-up/guarded-form';
import { switchEmailSignIn } from './actions';

/** Whether mails sign in to the account. */
export function EmailSignIn({ state, needed }: EmailSignInProps) {
  const t = useMessages();
  const on = state === 'on';
  const label = t('securityForms.signInByEmail');
  return (
    <section aria-label={label} className="panel px-5 py-3 sm:px-6">
      <GuardedForm action={switchEmailSignIn}>
        {() => (
          <>
            <input type="hidden" name="to" value={on ? 'off' : 'on'} />
            <Switch
              label={label}
              checked={on}
              on={t('securityForms.on')}
              off={t('securityForms.off')}
              hint={t(on && needed ? NEEDED : hints[state])}
              pending={t('securityForms.saving')}
            />
          </>
        )}
      </GuardedForm>
    </section>
  );
}

const hints = {
  on: 'securityForms.onHint',
  off: 'securityForms.offHint',
  paused: 'securityForms.pausedHint',
} as const satisfies Record<string, MessageKey>;

const NEEDED: MessageKey = 'securityForms.neededHint';

type EmailSignInProps = {
  state: 'on' | 'off' | 'paused';
  /** Whether the account cannot do without it. */
  needed: boolean;
};

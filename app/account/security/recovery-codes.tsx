'use client';

import { Button } from '@/components/ui/button';
import { LiveRegion } from '@/components/ui/notice';
import { Moment } from '../moment';
import { GuardedForm } from '../step-up/guarded-form';
import { createCodes } from './actions';
import { CodeSheet } from './code-sheet';

/** How many codes are left, and new ones: they are shown this once. */
export function RecoveryCodes({ set, appName, username }: RecoveryCodesProps) {
  return (
    <section aria-labelledby="codes" className="panel stack p-5 sm:p-6">
      <h2 id="codes" className="text-lg font-semibold">
        Recovery codes
      </h2>
      <p>
        Each signs you in once, without a passkey and without email. Keep them where you would keep a
        passport.
      </p>
      <GuardedForm action={createCodes}>
        {({ done }) => (
          <>
            <LiveRegion tone="success" key={done?.value[0]}>
              {done && 'Save these codes now: they are not shown again. Earlier ones have stopped working.'}
            </LiveRegion>
            {done && <CodeSheet codes={done.value} appName={appName} username={username} />}
            <p className="text-muted">
              {set ? (
                <>
                  You have <strong className="text-ink">{set.left} left</strong>, created{' '}
                  <Moment at={set.createdAt} />. New codes replace them.
                </>
              ) : (
                'You have none.'
              )}
            </p>
            <div className="row">
              <Button pending="Creating…">Create recovery codes</Button>
            </div>
          </>
        )}
      </GuardedForm>
    </section>
  );
}

type RecoveryCodesProps = {
  /** Those that are left; null when there are none. */
  set: { left: number; createdAt: Date } | null;
  appName: string;
  username: string;
};

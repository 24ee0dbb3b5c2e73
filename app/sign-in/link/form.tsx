'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { FormNotice } from '@/components/form-notice';
import { useMessages } from '@/components/messages';
import { Button } from '@/components/ui/button';
import { useFormAction } from '@/components/use-form-action';
import type { LeavingAction } from '@/lib/form-state';

/** Sends a link's token as soon as a person can see it; without JavaScript its button does. */
export function LinkForm({ token, action: open, pending }: LinkFormProps) {
  const t = useMessages();
  const [state, action] = useFormAction(open);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => whenShown(() => form.current?.requestSubmit()), []);

  return (
    <form ref={form} action={action} className="stack">
      <FormNotice state={state} />
      <input type="hidden" name="token" value={token} />
      <Button variant="primary" pending={pending}>
        {t('linkForm.continue')}
      </Button>
    </form>
  );
}

/** Calls back once the page is neither prerendered nor in the background; returns what stops the waiting. */
function whenShown(callback: () => void): () => void {
  const controller = new AbortController();
  const check = () => {
    const prerendering = 'prerendering' in document && document.prerendering;
    if (prerendering || document.visibilityState !== 'visible') return;
    controller.abort();
    callback();
  };
  document.addEventListener('visibilitychange', check, { signal: controller.signal });
  document.addEventListener('prerenderingchange', check, { signal: controller.signal });
  check();
  return () => controller.abort();
}

type LinkFormProps = {
  token: string;
  action: LeavingAction;
  pending: ReactNode;
};

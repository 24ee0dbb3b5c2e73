'use client';

import { useEffect, useState } from 'react';
import { useFormStatus } from 'react-dom';
import type { FormState } from '@/lib/form-state';
import { useMessages } from './messages';
import { LiveRegion } from './ui/notice';

/**
 * What a form has to say as a whole. Where its fields say it already, it points there. To be drawn within the form: it also
 * says when an answer takes its time.
 */
export function FormNotice({ state }: { state: Pick<FormState, 'refusal'> }) {
  const t = useMessages();
  const slow = useSlow(useFormStatus().pending);
  return (
    <>
      <LiveRegion tone="error">{state.refusal?.message}</LiveRegion>
      <LiveRegion>{slow && t('common.slow')}</LiveRegion>
    </>
  );
}

/** Whether it has been pending for longer than people expect. */
function useSlow(pending: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!pending) return;
    const timer = setTimeout(() => setSlow(true), 4_000);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [pending]);
  return slow;
}

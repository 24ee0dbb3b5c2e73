'use client';

import { type ReactNode, useRef } from 'react';
import { FormNotice } from '@/components/form-notice';
import { useFormAction } from '@/components/use-form-action';
import type { FormState } from '@/lib/form-state';
import { StepUp } from './question';

/**
 * A form whose action only the account's owner may take: it asks "Confirm it's you" where that is needed, and goes on.
 * `children` draw its fields and buttons from its state.
 */
export function GuardedForm<R = void>({ action, children }: GuardedFormProps<R>) {
  const form = useRef<HTMLFormElement>(null);
  const [state, dispatch] = useFormAction(action);
  return (
    <form ref={form} action={dispatch} noValidate className="stack">
      <FormNotice state={state} />
      {children(state)}
      <StepUp state={state} form={form} />
    </form>
  );
}

type GuardedFormProps<R> = {
  action: (previous: FormState<R>, fields: FormData) => Promise<FormState<R>>;
  children: (state: FormState<R>) => ReactNode;
};

import { useActionState, useEffect, useRef } from 'react';
import { type FormState, untouched } from '@/lib/form-state';
import { leadToRefusal, sentForm } from './focus';
import { useMessages } from './messages';
import { unanswered } from './unanswered';

/**
 * The state of a form, and the action that its `form` takes. When the answer does not arrive the form says so, with what
 * was typed and any question about who it is still there. When it is refused, the person is led to what is wrong.
 */
export function useFormAction<R>(action: FormAction<R>) {
  const t = useMessages();
  const sent = useRef<HTMLFormElement>(null);
  async function survive(previous: FormState<R>, form: FormData): Promise<FormState<R>> {
    sent.current = sentForm();
    try {
      return await action(previous, form);
    } catch (error) {
      const { refusal } = unanswered(error, t);
      const { stepUp } = previous;
      const values = Object.fromEntries(
        [...form].filter((field): field is [string, string] => isTyped(field)),
      );
      if (!stepUp) return { ...untouched, values, refusal };
      return { ...untouched, values, stepUp: { ...stepUp, problem: refusal } };
    }
  }
  // The server renders the action itself, so that the form can be sent without JavaScript.
  const run = useActionState(
    typeof window === 'undefined' ? action : survive,
    untouched as Awaited<FormState<R>>,
  );
  const [state] = run;
  useEffect(() => {
    if (sent.current && (state.refusal || state.stepUp?.problem)) leadToRefusal(sent.current);
  }, [state]);
  return run;
}

function isTyped([name, value]: [string, FormDataEntryValue]): boolean {
  return typeof value === 'string' && !name.startsWith('stepUp.');
}

type FormAction<R> = (previous: FormState<R>, form: FormData) => Promise<FormState<R>>;

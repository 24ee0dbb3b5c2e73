import { useActionState } from 'react';
import { type FormState, untouched } from '@/lib/form-state';
import { unanswered } from './unanswered';

/**
 * The state of a form, and the action that its `form` takes. When the answer does not arrive the form says so, with what
 * was typed and any question about who it is still there.
 */
export function useFormAction<R>(action: FormAction<R>) {
  async function survive(previous: FormState<R>, form: FormData): Promise<FormState<R>> {
    try {
      return await action(previous, form);
    } catch (error) {
      const { refusal } = unanswered(error);
      const { stepUp } = previous;
      const values = Object.fromEntries(
        [...form].filter((field): field is [string, string] => isTyped(field)),
      );
      if (!stepUp) return { ...untouched, values, refusal };
      return { ...untouched, values, stepUp: { ...stepUp, problem: refusal.message } };
    }
  }
  // The server renders the action itself, so that the form can be sent without JavaScript.
  return useActionState(typeof window === 'undefined' ? action : survive, untouched as Awaited<FormState<R>>);
}

function isTyped([name, value]: [string, FormDataEntryValue]): boolean {
  return typeof value === 'string' && !name.startsWith('stepUp.');
}

type FormAction<R> = (previous: FormState<R>, form: FormData) => Promise<FormState<R>>;

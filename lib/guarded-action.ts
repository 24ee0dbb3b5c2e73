import 'server-only';
import type { z } from 'zod';
import { confirmIdentity, separateStepUp } from './confirm-identity';
import type { SignedIn } from './current-session';
import { AuthFailure } from './errors';
import { answered, nextState, parse, signedIn, textFields } from './form-action';
import { type FormState, type StepUpQuestion, untouched } from './form-state';

/**
 * As `formAction`, for what only its owner may do to an account: asks for a step-up where the authentication lies too far
 * back (lib/step-up.ts), takes the answer with the form's other fields, and goes on.
 */
export function guardedAction<S extends z.ZodType, R>(
  event: string,
  schema: S,
  act: (input: z.output<S>, current: SignedIn) => Promise<R>,
) {
  return async (_previous: FormState<R>, form: FormData): Promise<FormState<R>> => {
    const { answer: stepUpAnswer, values } = separateStepUp(textFields(form));
    let question: StepUpQuestion | null = null;
    const answer = await answered(event, async () => {
      const input = parse(schema, values);
      const confirmed = await confirmIdentity(await signedIn(), stepUpAnswer);
      if ('question' in confirmed) {
        question = confirmed.question;
        throw confirmed.refusal ?? new AuthFailure('step_up_required');
      }
      return act(input, confirmed.current);
    });
    return question ? { ...untouched, values, stepUp: question } : nextState(answer, values);
  };
}

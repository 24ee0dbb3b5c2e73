import 'server-only';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import type { z } from 'zod';
import { confirmIdentity, separateStepUp } from './confirm-identity';
import { currentSession, type SignedIn } from './current-session';
import { env } from './env';
import { AuthFailure, asAuthFailure } from './errors';
import { type ActionResult, type FormState, type StepUpQuestion, untouched } from './form-state';
import { setStatus } from './http-exchange';
import { errorKind, log } from './log';
import { messages } from './messages';

/**
 * A server action for a form: parses its fields, runs `act`, and turns a refusal into the form's next state, with what
 * was typed kept. Redirects of `act` go through. The answer carries the refusal's HTTP status.
 */
export function formAction<S extends z.ZodType, R>(schema: S, act: (input: z.output<S>) => Promise<R>) {
  return async (_previous: FormState<R>, form: FormData): Promise<FormState<R>> => {
    const values = textFields(form);
    const answer = await answered(async () => act(parse(schema, values)));
    return nextState(answer, values);
  };
}

/**
 * As `formAction`, for what only its owner may do to an account: asks for a step-up where the authentication lies too far
 * back (lib/step-up.ts), takes the answer with the form's other fields, and goes on.
 */
export function guardedAction<S extends z.ZodType, R>(
  schema: S,
  act: (input: z.output<S>, current: SignedIn) => Promise<R>,
) {
  return async (_previous: FormState<R>, form: FormData): Promise<FormState<R>> => {
    const { answer: stepUpAnswer, values } = separateStepUp(textFields(form));
    let question: StepUpQuestion | null = null;
    const answer = await answered(async () => {
      const input = parse(schema, values);
      const confirmed = await confirmIdentity(await signedIn(), stepUpAnswer);
      if ('question' in confirmed) {
        question = confirmed.question;
        throw new AuthFailure('step_up_required');
      }
      return act(input, confirmed.current);
    });
    return question ? { ...untouched, values, stepUp: question } : nextState(answer, values);
  };
}

/** As `formAction`, for actions that a script calls with a JSON value and whose answer it uses. */
export function scriptAction<S extends z.ZodType, R>(schema: S, act: (input: z.output<S>) => Promise<R>) {
  return async (input?: unknown): Promise<ActionResult<R>> => answered(async () => act(parse(schema, input)));
}

/** The person who is signed in; fails with `not_signed_in`. */
export async function signedIn(): Promise<SignedIn> {
  const current = await currentSession();
  if (!current.session) throw new AuthFailure('not_signed_in');
  return current;
}

function nextState<R>(answer: ActionResult<R>, values: Record<string, string>): FormState<R> {
  if (answer.ok) return { ...untouched, done: { value: answer.value } };
  // Rendering a page that wants a session would answer with a redirect that repeats the POST.
  if (answer.refusal.code === 'not_signed_in') redirect('/sign-in?notice=not-signed-in');
  return { ...untouched, values, refusal: answer.refusal };
}

async function answered<R>(act: () => Promise<R>): Promise<ActionResult<R>> {
  try {
    await requireOwnOrigin();
    return { ok: true, value: await act() };
  } catch (error) {
    const failure = asAuthFailure(error);
    if (!failure) throw error;
    setStatus(failure.status);
    logRefusal(failure);
    const { code, fields } = failure;
    // What stands beside a field need not stand above the form as well.
    const message = messages[Object.keys(fields).length > 0 ? 'invalid_input' : code];
    return { ok: false, refusal: { code, message, fields } };
  }
}

/** Actions are public addresses: only our own pages may call them. The framework compares with the request's own host. */
async function requireOwnOrigin(): Promise<void> {
  if ((await headers()).get('origin') !== env().origin) throw new AuthFailure('foreign_request');
}

function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, string> = {};
  for (const issue of parsed.error.issues) fields[String(issue.path[0] ?? '')] ??= issue.message;
  throw new AuthFailure('invalid_input', { fields });
}

function textFields(form: unknown): Record<string, string> {
  const fields: Record<string, string> = {};
  if (!(form instanceof FormData)) return fields;
  for (const [name, value] of form) {
    if (typeof value === 'string' && !name.startsWith('$')) fields[name] = value;
  }
  return fields;
}

function logRefusal(failure: AuthFailure): void {
  const fields: Record<string, string> = { code: failure.code };
  if (failure.reason) fields.reason = failure.reason;
  if (failure.cause) fields.error = errorKind(failure.cause);
  log(failure.status >= 500 ? 'error' : 'info', 'refused', fields);
}

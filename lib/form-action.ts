import 'server-only';
import { headers } from 'next/headers';
import { redirect, unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import { currentMessages } from './current-messages';
import { currentSession, type SignedIn } from './current-session';
import { env } from './env';
import { AuthFailure, asAuthFailure } from './errors';
import { type ActionResult, type FormState, type Refusal, untouched } from './form-state';
import { setStatus } from './http-exchange';
import { logOutcome } from './log-outcome';
import type { MessageKey } from './messages/format';
import { isMessageKey } from './messages/translate';
import { clientHash } from './visitor';

/**
 * A server action for a form: parses its fields, runs `act`, and turns a refusal into the form's next state, with what
 * was typed kept. Redirects of `act` go through. The answer carries the refusal's HTTP status, and when to try again. The
 * log tells under `event` what came of it.
 */
export function formAction<S extends z.ZodType, R>(
  event: string,
  schema: S,
  act: (input: z.output<S>) => Promise<R>,
) {
  return async (_previous: FormState<R>, form: FormData): Promise<FormState<R>> => {
    const values = textFields(form);
    const answer = await answered(event, async () => act(parse(schema, values)));
    return nextState(answer, values);
  };
}

/** As `formAction`, for actions that a script calls with a JSON value and whose answer it uses. */
export function scriptAction<S extends z.ZodType, R>(
  event: string,
  schema: S,
  act: (input: z.output<S>) => Promise<R>,
) {
  return async (input?: unknown): Promise<ActionResult<R>> =>
    answered(event, async () => act(parse(schema, input)));
}

/** Leaves for a page that says the refusal itself: for the log it is one all the same. */
export function redirectRefused(
  failure: AuthFailure,
  to: string,
  type?: Parameters<typeof redirect>[1],
): never {
  try {
    redirect(to, type);
  } catch (redirection) {
    throw Object.assign(redirection as Error, { cause: failure });
  }
}

/** The person who is signed in; fails with `not_signed_in`. */
export async function signedIn(): Promise<SignedIn> {
  const current = await currentSession();
  if (!current.session) throw new AuthFailure('not_signed_in');
  return current;
}

export function nextState<R>(answer: ActionResult<R>, values: Record<string, string>): FormState<R> {
  if (answer.ok) return { ...untouched, done: { value: answer.value } };
  // Rendering a page that wants a session would answer with a redirect that repeats the POST.
  if (answer.refusal.code === 'not_signed_in') redirect('/sign-in?notice=not-signed-in');
  return { ...untouched, values, refusal: answer.refusal };
}

/** What an action comes to: its value, or the refusal in words. */
export async function answered<R>(event: string, act: () => Promise<R>): Promise<ActionResult<R>> {
  const { result, failure } = await attempt(event, async () => {
    await requireOwnOrigin();
    return act();
  });
  if (failure) setStatus(failure.status, failure.retryAfter);
  return result;
}

/**
 * The same as the answer of a route handler, to a script that fetches it. Other sites cannot: their requests have been refused
 * by lib/for-own-pages.ts.
 */
export async function fetched<R>(event: string, act: () => Promise<R>): Promise<Response> {
  const { result, failure } = await attempt(event, act);
  const headers = { 'Cache-Control': 'no-store', ...failure?.headers };
  return Response.json(result, { status: failure?.status, headers });
}

async function attempt<R>(event: string, act: () => Promise<R>): Promise<Attempt<R>> {
  const begun = performance.now();
  const client = await clientHash();
  const tell = (result: unknown) =>
    logOutcome(event, result, { ms: Math.round(performance.now() - begun), client });
  try {
    const value = await act();
    tell('done');
    return { result: { ok: true, value } };
  } catch (error) {
    const failure = asAuthFailure(error);
    tell(failure ?? (leadsElsewhere(error) ? (asAuthFailure(error.cause) ?? 'done') : error));
    if (!failure) throw error;
    return { result: { ok: false, refusal: await inWords(failure) }, failure };
  }
}

async function inWords({ code, fields }: AuthFailure): Promise<Refusal> {
  const t = await currentMessages();
  const beside = Object.entries(fields).map(([field, key]) => [field, t(key)]);
  // What stands beside a field need not stand above the form as well.
  const message = t(`refusals.${beside.length > 0 ? 'invalid_input' : code}`);
  return { code, message, fields: Object.fromEntries(beside) };
}

/** Actions are public addresses: only our own pages may call them. The framework compares with the request's own host. */
async function requireOwnOrigin(): Promise<void> {
  if ((await headers()).get('origin') !== env().origin) throw new AuthFailure('foreign_request');
}

export function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const fields: Record<string, MessageKey> = {};
  for (const { path, message } of parsed.error.issues) {
    fields[String(path[0] ?? '')] ??= isMessageKey(message) ? message : 'refusals.invalid_input';
  }
  throw new AuthFailure('invalid_input', { fields });
}

export function textFields(form: unknown): Record<string, string> {
  const fields: Record<string, string> = {};
  if (!(form instanceof FormData)) return fields;
  for (const [name, value] of form) {
    if (typeof value === 'string' && !name.startsWith('$')) fields[name] = value;
  }
  return fields;
}

/** Whether this is the framework's way to redirect. */
function leadsElsewhere(error: unknown): error is Error {
  try {
    unstable_rethrow(error);
    return false;
  } catch {
    return true;
  }
}

type Attempt<R> = { result: ActionResult<R>; failure?: AuthFailure };

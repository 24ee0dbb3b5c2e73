import 'server-only';
import { after } from 'next/server';
import { renewSessionByEmail } from '@/db/session-opening';
import type { Session } from '@/db/sessions';
import { currentMessages } from './current-messages';
import type { SignedIn } from './current-session';
import { AuthFailure, asAuthFailure } from './errors';
import type { StepUpQuestion } from './form-state';
import { proveByCode } from './magic-links/prove';
import { requestConfirmation } from './magic-links/request-confirmation';
import { finishConfirmation } from './passkeys/confirmation';
import { ceremonyAnswer } from './passkeys/responses';
import { renewSession } from './sessions';
import { canConfirmByMail, isConfirmed } from './step-up';
import { boundVisitor, inTabOf, visitor } from './visitor';

/**
 * Step-up: lets a session pass whose authentication is good enough, or becomes so by the answer given; otherwise says
 * what to ask its person, and of a wrong answer why it was refused. A good answer gives the session a new token, at once and
 * whatever comes after.
 */
export async function confirmIdentity(
  current: SignedIn,
  answer: StepUpAnswer,
): Promise<{ current: SignedIn } | { question: StepUpQuestion; refusal?: AuthFailure }> {
  if (isConfirmed(current)) return { current };
  const question = questionFor(current, answer);
  try {
    if (question.by === 'email' && answer.mail !== undefined) {
      const { id } = await requestConfirmation(current, { visitor: await boundVisitor(), later: after });
      return { question: { ...question, request: id } };
    }
    const session = await renewed(current, question, answer);
    return session ? { current: { ...current, session } } : { question };
  } catch (error) {
    const failure = asAuthFailure(error);
    if (!failure || failure.status >= 500 || failure.code === 'not_signed_in') throw error;
    const { code } = failure;
    const message = (await currentMessages())(`refusals.${code}`);
    return { question: { ...question, problem: { code, message } }, refusal: failure };
  }
}

/** Takes the answer to a step-up out of a form's fields. */
export function separateStepUp(fields: Record<string, string>): {
  answer: StepUpAnswer;
  values: Record<string, string>;
} {
  const answer: Record<string, string> = {};
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(fields)) {
    if (name.startsWith(PREFIX)) answer[name.slice(PREFIX.length)] = value;
    else values[name] = value;
  }
  return { answer, values };
}

const PREFIX = 'stepUp.';

function questionFor({ user }: SignedIn, answer: StepUpAnswer): StepUpQuestion {
  if (user.credentialIds.length > 0) return { by: 'passkey', request: null, problem: null };
  if (!canConfirmByMail(user)) return { by: 'recovery', request: null, problem: null };
  return { by: 'email', email: user.email, request: answer.request?.slice(0, 22) || null, problem: null };
}

async function renewed(
  { user }: SignedIn,
  question: StepUpQuestion,
  { passkey, code }: StepUpAnswer,
): Promise<Session | null> {
  if (question.by === 'passkey') {
    if (!passkey) return null;
    const answer = parsePasskey(passkey);
    const asking = await visitor();
    return renewSession((renewal) => finishConfirmation(user, answer, asking, renewal));
  }
  if (question.by !== 'email' || !code || !question.request) return null;
  const asking = inTabOf(question.request, await visitor());
  const { account } = await proveByCode(code, asking, 'confirmation');
  if (account?.userId !== user.id) throw new AuthFailure('code_wrong', { reason: 'other_account' });
  const { email } = account;
  return renewSession((renewal) => renewSessionByEmail(user.id, email, renewal));
}

function parsePasskey(json: string) {
  try {
    return ceremonyAnswer.parse(JSON.parse(json));
  } catch (cause) {
    throw new AuthFailure('passkey_refused', { reason: 'malformed', cause });
  }
}

/** The fields of the question (app/account/step-up/question.tsx), without their prefix. */
export type StepUpAnswer = {
  /** Pressed: mail me a code. */
  mail?: string;
  /** The link request whose code is typed. */
  request?: string;
  code?: string;
  /** JSON of an authentication answer. */
  passkey?: string;
};

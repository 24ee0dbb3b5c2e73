import type { FailureCode } from './errors';

/** What a form knows of its last submission. */
export type FormState<R = void> = {
  refusal: Refusal | null;
  /** What had been typed, by field name: shown again, so that nothing is lost. */
  values: Record<string, string>;
  /** What came of it when it was accepted; null before that. */
  done: { value: R } | null;
  /** What has to be answered before the form is accepted; see app/account/step-up. */
  stepUp: StepUpQuestion | null;
};

export const untouched = { refusal: null, values: {}, done: null, stepUp: null };

/** An action that leads elsewhere once it has succeeded. */
export type LeavingAction = (previous: FormState<never>, fields: FormData) => Promise<FormState<never>>;

/** "Confirm it's you": how this person can, and what was wrong with the last answer. */
export type StepUpQuestion = {
  /** The link request whose code is awaited; null where none was mailed, or a passkey is asked for. */
  request: string | null;
  problem: Pick<Refusal, 'code' | 'message'> | null;
} & ({ by: 'passkey' } | { by: 'email'; email: string } | { by: 'recovery' });

/** What an action called from a script answers. */
export type ActionResult<R> = { ok: true; value: R } | { ok: false; refusal: Refusal };

/** Why a form was not accepted, in words. */
export type Refusal = {
  code: FailureCode;
  /** The sentence for the person. */
  message: string;
  /** Sentences for single fields, by name. */
  fields: Record<string, string>;
};

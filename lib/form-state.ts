import type { FailureCode } from './errors';

/** What a form knows of its last submission. */
export type FormState = {
  refusal: Refusal | null;
  /** What had been typed, by field name: shown again, so that nothing is lost. */
  values: Record<string, string>;
};

export const untouched: FormState = { refusal: null, values: {} };

/** What an action called from a script answers. */
export type ActionResult<R> = { ok: true; value: R } | { ok: false; refusal: Refusal };

type Refusal = {
  code: FailureCode;
  /** The sentence for the person. */
  message: string;
  /** Sentences for single fields, by name. */
  fields: Record<string, string>;
};

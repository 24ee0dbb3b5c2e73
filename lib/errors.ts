import 'server-only';
import { isDatabaseFailure, isRefusedValue } from '@/db/client';
import { StoreUnavailable } from './ephemeral/store';
import type { MessageKey } from './messages/format';
import { policy } from './policy';

/** Every way in which something may be refused; the catalogues hold the sentence for each, under `refusals`. */
export type FailureCode = keyof typeof statuses;

/** HTTP status that goes with each refusal. */
const statuses = {
  invalid_input: 422,
  foreign_request: 403,
  username_taken: 422,
  username_taken_meanwhile: 409,
  not_signed_in: 401,
  step_up_required: 403,
  too_many_requests: 429,
  too_early: 429,
  link_malformed: 404,
  link_elsewhere: 403,
  link_wrong: 422,
  link_expired: 410,
  link_used: 410,
  link_void: 410,
  code_wrong: 422,
  tries_spent: 429,
  ask_again: 410,
  proof_lost: 503,
  too_many_challenges: 429,
  challenge_gone: 410,
  passkey_refused: 401,
  passkey_not_created: 422,
  passkey_already_registered: 409,
  passkey_limit: 409,
  passkey_gone: 404,
  passkey_needed: 409,
  passkey_name_taken: 422,
  session_gone: 404,
  session_in_use: 409,
  email_sign_in_needed: 409,
  email_unchanged: 422,
  email_taken_meanwhile: 409,
  recovery_code_wrong: 422,
  too_many_tries: 429,
  not_confirmed: 422,
  event_gone: 404,
  unavailable: 503,
  busy: 503,
} as const;

/** Seconds after which each refusal that time mends is over at the latest; of spent tries, another mail can be had. */
const waits: Partial<Record<FailureCode, number>> = {
  too_many_requests: policy.mailsPerClient.window,
  too_early: policy.mailsPerMailbox[0].window,
  tries_spent: policy.mailsPerMailbox[0].window,
  too_many_challenges: policy.challengesPerClient.window,
  too_many_tries: policy.recovery.triesPerClient.window,
  proof_lost: policy.retryUnavailable,
  unavailable: policy.retryUnavailable,
  busy: policy.requests.retryAfter,
};

/**
 * An expected refusal. People are told the sentence of its code (`refusals` in the catalogues); the cause is for the log only.
 */
export class AuthFailure extends Error {
  override name = 'AuthFailure';

  constructor(
    readonly code: FailureCode,
    options?: { reason?: string; cause?: unknown; fields?: Record<string, MessageKey>; retryAfter?: number },
  ) {
    super(code, options);
    this.reason = options?.reason;
    this.retryAfter = options?.retryAfter ?? waits[code] ?? null;
    this.fields = options?.fields ?? {};
  }

  /** Which check failed, in a word: for the log, where people are told less. */
  readonly reason: string | undefined;

  /** Seconds after which it is worth trying again (RFC 9110, 10.2.3); null where time mends nothing. */
  readonly retryAfter: number | null;

  /** Says so to whoever is answered by a handler; pages and actions have lib/http-exchange.ts. */
  get headers(): Record<string, string> {
    return this.retryAfter === null ? {} : { 'Retry-After': String(this.retryAfter) };
  }

  /** What to say beside single form fields, by field name. */
  readonly fields: Record<string, MessageKey>;

  get status(): number {
    return statuses[this.code];
  }
}

/**
 * The refusal behind an error: itself, `unavailable` for what a service did wrong, `invalid_input` for a value that the
 * database refused; null for a bug of ours.
 */
export function asAuthFailure(error: unknown): AuthFailure | null {
  if (error instanceof AuthFailure) return error;
  if (error instanceof StoreUnavailable || isDatabaseFailure(error)) {
    return new AuthFailure('unavailable', { cause: error });
  }
  if (isRefusedValue(error)) return new AuthFailure('invalid_input', { reason: 'refused_by_database' });
  return null;
}

import 'server-only';
import pino from 'pino';
import { env } from './env';
import { requestId } from './http-exchange';

let logger: pino.Logger | undefined;

/**
 * One JSON line on standard output: time, level, event, the request's id where there is one, and these fields. Every
 * event stands in docs/operate.md.
 */
export function log(level: 'info' | 'warn' | 'error', event: string, fields: Fields = {}): void {
  logger ??= pino(
    {
      base: undefined,
      level: env().logLevel,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    // Written at once: a platform may freeze or end the process as soon as the answer is out.
    process.stdout,
  );
  logger[level]({ event, requestId: requestId(), ...fields });
}

/** What may be said of an error in a log: its name and code. Its message may quote addresses, commands or challenges. */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const inner = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in inner && typeof inner.code === 'string' ? `:${inner.code}` : '';
  return `${inner.name}${code}`;
}

/**
 * What a line may hold besides: a closed list, so that nothing gets in by spreading an object. None of them may ever hold
 * a secret, a cookie, a challenge, or an address or a name in clear (lib/keyed-hash.ts makes stand-ins).
 */
type Field =
  /** What an action came to: `done`, `refused`, `failed`. */
  | 'outcome'
  /** The refusal (lib/errors.ts), and which check it was, in a word. */
  | 'code'
  | 'reason'
  /** An error's kind (`errorKind`); where it was thrown; what its person was told to quote. */
  | 'error'
  | 'at'
  | 'digest'
  /** HTTP's, with which a request was refused at the wall. */
  | 'status'
  /** A route as the source has it, without anybody's values. */
  | 'route'
  /** Whole milliseconds. */
  | 'ms'
  /** Keyed hashes. */
  | 'client'
  | 'mailbox'
  /** How somebody signed in or confirmed who they are. */
  | 'method'
  /** The security event that a line is about. */
  | 'about'
  | 'backupEligible'
  /** The words at the head of what the framework or a library wrote. */
  | 'words'
  /** Requests that found a full house. */
  | 'refused'
  /** Rows that were cleared away. */
  | 'ephemeral'
  | 'sessions'
  | 'securityEvents'
  | 'recoveries'
  /** What a check found, in our words (lib/health). */
  | 'check'
  | 'says'
  | 'cure'
  /** The configuration in force. */
  | 'appName'
  | 'origin'
  | 'rpId'
  | 'store'
  | 'mail'
  | 'trustedProxies'
  | 'preview'
  | 'logLevel'
  | 'traces';
type Fields = Partial<Record<Field, string | number>>;

import 'server-only';
import pino from 'pino';
import { env } from './env';

let logger: pino.Logger | undefined;

/**
 * One JSON line on standard output. Fields are named by whoever calls and never hold a secret, a cookie, a challenge or
 * an address in clear (see lib/keyed-hash.ts).
 */
export function log(
  level: 'info' | 'warn' | 'error',
  event: string,
  fields: Record<string, string | number> = {},
): void {
  logger ??= pino({ base: undefined, level: env().logLevel, timestamp: pino.stdTimeFunctions.isoTime });
  logger[level](fields, event);
}

/** What may be said of an error in a log: its name and code. Its message may quote addresses, commands or challenges. */
export function errorKind(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const inner = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in inner && typeof inner.code === 'string' ? `:${inner.code}` : '';
  return `${inner.name}${code}`;
}

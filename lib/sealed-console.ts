import 'server-only';
import { stripVTControlCharacters } from 'node:util';
import { errorKind, log } from './log';

const told = new WeakSet<Error>();

/**
 * From now on, what the framework and libraries write to the console becomes one line of the log. They write whole
 * errors, and the message of one holds what it was about: SQL with its values, a command with its key, an address with a
 * link's token. `console.log` is left alone: with it the framework says that it is ready, and nothing else.
 */
export function sealConsole(): void {
  console.error = console.trace = (...said) => tell('error', said);
  console.warn = (...said) => tell('warn', said);
  console.info = console.debug = (...said) => tell('info', said);
}

/** An error that no page or action foresaw; `digest` is what its person was shown to quote. */
export function logRequestError(error: unknown, route: string): void {
  if (error instanceof Error) told.add(error);
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : undefined;
  log('error', 'request.failed', { route, ...facts(error), digest });
}

function tell(level: 'error' | 'warn' | 'info', said: unknown[]): void {
  const error = said.find((part) => part instanceof Error);
  // The framework hands over the error of a request right after it has written it.
  setImmediate(() => {
    if (error && told.has(error)) return;
    log(level, 'process.said', { words: opening(said), ...(error && facts(error)) });
  });
}

function facts(error: unknown) {
  return { error: errorKind(error), at: thrownAt(error) };
}

/** File, line and column of the first frame: places in the source, and nothing of the message above it. */
function thrownAt(error: unknown): string | undefined {
  const stack = error instanceof Error ? String(error.stack) : '';
  return /\n {4}at [^\n]*?([\w.[\]~-]+\.[cm]?[jt]sx?:\d+:\d+)\)?$/m.exec(stack)?.[1];
}

/** The words that a message begins with, up to the first sign that could belong to a value. */
function opening(said: unknown[]): string | undefined {
  const text = said.filter((part) => typeof part === 'string').join(' ');
  const plain = stripVTControlCharacters(text).replace(/^(%\w|\W)+/, '');
  return /^[A-Za-z][A-Za-z ,()-]{0,79}/.exec(plain)?.[0].trim() || undefined;
}

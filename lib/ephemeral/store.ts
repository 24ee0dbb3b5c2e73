import 'server-only';
import { log } from '@/lib/log';

/** What JSON can carry. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

/** One command for the store. Build it with the functions below; `T` is the type of its answer. */
export type Command<T = unknown> = Readonly<
  | { do: 'put'; key: string; value: Json; seconds: number }
  | { do: 'read' | 'take'; key: string; shape?: Shape<Json>; needed?: true }
  | { do: 'remove'; key: string }
  | { do: 'count'; key: string; seconds: number }
  | { do: 'limit'; key: string; seconds: number; atMost: number }
> & { readonly answer?: T };

export type Answers<C extends readonly Command[]> = {
  -readonly [I in keyof C]: C[I] extends Command<infer T> ? T : never;
};

/**
 * Where challenges, link requests and counters live until they expire.
 *
 * `run` sends all its commands in one round trip and answers in their order. No two of them may name the same key. A
 * command can end its run: a `limit` that is passed, or what is `needed` and absent. What stands after it is not done, and
 * answers as an absent key would: null, false, 0 or nothing.
 * Expiry goes by the store's own clock: an expired key is as if it had never been written.
 *
 * Fails with StoreUnavailable when the store is down, answers garbage, or has not answered within 2 seconds.
 * Nothing is ever sent twice: a command whose answer was lost may still have run.
 */
export interface EphemeralStore {
  run<const C extends readonly Command[]>(...commands: C): Promise<Answers<C>>;
}

/** Writes a value that is gone after `seconds`, over whatever was there. */
export function put(key: string, value: Json, seconds: number): Command<void> {
  return { do: 'put', key, value, seconds };
}

/**
 * The value, or null where there is none. `T` is what was put there. It is checked where a shape is given: whatever
 * another version or somebody else has left there is as if it were not there, and logged.
 */
export function read<T extends Json>(key: string, shape?: Shape<T>): Command<T | null> {
  return { do: 'read', key, shape };
}

/** As `read`, removed in the same atomic step: of any number of takers exactly one gets it, the others null. */
export function take<T extends Json>(key: string, shape?: Shape<T>): Command<T | null> {
  return { do: 'take', key, shape };
}

/** As a `read` that ends its run where there is no value. */
export function needed<T extends Json>(command: Command<T | null>): Command<T | null> {
  return { ...command, needed: true } as Command<T | null>;
}

/** Removes a key; true for the one caller whose call removed it. */
export function remove(key: string): Command<boolean> {
  return { do: 'remove', key };
}

/** Adds one to a counter and answers its new value. The window starts with the first count and lasts `seconds`. */
export function count(key: string, seconds: number): Command<number> {
  return { do: 'count', key, seconds };
}

/** Counts as `count` does, and answers whether the counter is still at most `atMost`; above that, it ends its run. */
export function limit(key: string, seconds: number, atMost: number): Command<boolean> {
  return { do: 'limit', key, seconds, atMost };
}

/**
 * What a run answers, given what each command that was done has come to. One that follows the end of its run is not asked
 * for. For the stores.
 */
export function answersOf<const C extends readonly Command[]>(
  commands: C,
  answer: (command: Command, index: number) => unknown,
): Answers<C> {
  let ended = false;
  return commands.map((command, index) => {
    if (ended) return nothing[command.do];
    const value = answer(command, index);
    ended = command.do === 'limit' ? value === false : 'needed' in command && value === null;
    return value;
  }) as Answers<C>;
}

const nothing = { put: undefined, read: null, take: null, remove: false, count: 0, limit: false };

/** The value behind a key if it has the shape that is asked for, else null. For the stores. */
export function shaped(command: Command, value: unknown): unknown {
  if (!('shape' in command) || !command.shape) return value;
  const { success, data } = command.shape.safeParse(value);
  if (success) return data;
  log('error', 'store.unfit_value', { reason: command.key.split(':', 1)[0]?.replaceAll('-', '_') });
  return null;
}

/** What a value must look like: a zod schema. */
type Shape<T> = { safeParse(value: unknown): { success: boolean; data?: T } };

/** The store did not answer as it should. Carries no command, key or value: only what went wrong. */
export class StoreUnavailable extends Error {
  override name = 'StoreUnavailable';
}

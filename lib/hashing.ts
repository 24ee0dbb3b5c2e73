import 'server-only';
import { availableParallelism } from 'node:os';
import { hash, type Options } from '@node-rs/argon2';
import { AuthFailure } from './errors';
import { policy } from './policy';

/**
 * Argon2id, in PHC form: about 14 ms of a core, and 19 MiB. Only so many are made at once (`policy.hashing`), the others wait
 * in line, so that the threads on which Node looks up names, reads files and compresses answers never all hash.
 */
export async function slowHash(secret: string, options: Options): Promise<string> {
  await turn();
  try {
    return await hash(secret, options);
  } finally {
    passOn();
  }
}

/**
 * To be asked where something begins that needs a hash, before anything is counted or used up, and whoever is asked for:
 * what was let in is served.
 *
 * Fails with `busy` while the line is too long.
 */
export function requireRoomToHash(): void {
  if (line.waiting.length >= policy.hashing.waiting) throw new AuthFailure('busy');
}

async function turn(): Promise<void> {
  if (line.hashing >= AT_ONCE) return new Promise((resolve) => line.waiting.push(resolve));
  line.hashing += 1;
}

function passOn(): void {
  const next = line.waiting.shift();
  if (next) next();
  else line.hashing -= 1;
}

const AT_ONCE = Math.min(policy.hashing.atOnce, availableParallelism());

const line = shared();

/** One per process, though the framework bundles this module more than once. */
function shared(): Line {
  const key = Symbol.for('latchkey.hashing');
  const holder = globalThis as { [key]?: Line };
  holder[key] ??= { hashing: 0, waiting: [] };
  return holder[key];
}

type Line = { hashing: number; waiting: (() => void)[] };

/** Longer targets are not ours: every address of the application is far below. */
const LONGEST = 2000;

/** Any origin serves to resolve against; this one can never be real (RFC 6761). */
const BASE = 'https://latchkey.invalid';

/**
 * One leading slash, then visible ASCII but the backslash, which browsers read as a slash, and letters of any script.
 * Space, control and format characters, lone surrogates and look-alike slashes are none of these.
 */
const PLAIN = /^\/(?!\/)[!-[\]-~\p{L}\p{M}\p{N}]*$/u;

/** Slash, backslash, percent sign and control characters: what a second decoding could turn into another address. */
const ENCODED_TRICK = /%(?:2f|5c|25|[01][\da-f]|7f)/i;

/** Places that would send a signed-in person round in circles, or that are no pages. */
const NO_DESTINATION = /^\/(?:sign-in|register|sign-out|api|_next)(?![\w-])/i;

/**
 * Where to go after signing in, as it came from a query or a form: a path with query and hash on this very origin, in
 * normalized form. Null for anything else (OWASP Unvalidated Redirects and Forwards Cheat Sheet).
 */
export function returnTarget(value: unknown): string | null {
  if (typeof value !== 'string' || value.length > LONGEST || !PLAIN.test(value)) return null;
  const { origin, pathname, search, hash } = new URL(value, BASE);
  const path = decoded(pathname);
  if (origin !== BASE || path === null || NO_DESTINATION.test(path)) return null;
  const target = pathname + search + hash;
  return target.length <= LONGEST ? target : null;
}

/**
 * The path as a server reads it; null if it would not be plain then. Dot segments are resolved by now, so this also
 * sees the second slash that they can uncover: `/..//evil.example`.
 */
function decoded(pathname: string): string | null {
  if (ENCODED_TRICK.test(pathname)) return null;
  try {
    const path = decodeURIComponent(pathname);
    return PLAIN.test(path.replaceAll(' ', '')) ? path : null;
  } catch {
    return null;
  }
}

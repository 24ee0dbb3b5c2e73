import 'server-only';
import { randomInt } from 'node:crypto';

/** Crockford's base32: no I, L, O or U, so that nothing reads like something else. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A code for people to type, 5 random bits a character. */
export function newCode(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

/** As people see it, in groups of four: XXXX-XXXX. */
export function formatCode(code: string): string {
  return code.replace(/.{4}(?=.)/g, '$&-');
}

/** The code that was meant by what was typed: any case, spaces and dashes or none, O for 0, I and L for 1; else null. */
export function parseCode(typed: string, length: number): string | null {
  const code = typed
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase()
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');
  return code.length === length && [...code].every((character) => alphabet.includes(character)) ? code : null;
}

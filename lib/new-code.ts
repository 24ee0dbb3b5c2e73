import 'server-only';
import { randomInt } from 'node:crypto';
import { alphabet } from './crockford';

/** A code for people to type, 5 random bits a character. */
export function newCode(length: number): string {
  return Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');
}

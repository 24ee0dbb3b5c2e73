/**
 * A text that a stranger chose, if it is nothing but words; else null. Anyone may enter anyone's address, under any name,
 * from a browser that calls itself anything: what could become a link, a telephone number or markup stays out of mails.
 */
export function plainWords(text: string): string | null {
  return WORDS.test(text) && !DOMAIN_OR_NUMBER.test(text) ? text : null;
}

const WORDS = /^[\p{L}\p{M}\p{N} .,'’()_-]{1,80}$/u;
const DOMAIN_OR_NUMBER = /\.[\p{L}\p{N}]{2}|(\p{N}\P{N}*){5}/u;

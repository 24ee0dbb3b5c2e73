/** Crockford's base32: no I, L, O or U, so that nothing reads like something else. */
export const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

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

/** As `parseCode`, of what was pasted: there the code may stand within a sentence, as it was written; "sign-in" is none. */
export function findCode(pasted: string, length: number): string | null {
  const group = `[${alphabet}]{4}`;
  const written = new RegExp(
    `(?<![\\w-])${group}(?:[\\s\\p{Pd}]?${group}){${length / 4 - 1}}(?![\\w-])`,
    'u',
  );
  return parseCode(pasted, length) ?? parseCode(written.exec(pasted)?.[0] ?? '', length);
}

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findCode, formatCode, parseCode } from './crockford';
import { newCode } from './new-code';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

test('a code is shown in groups of four', () => {
  expect(formatCode('7K3MQ2XP')).toBe('7K3M-Q2XP');
  expect(formatCode('7K3MQ2XP7K3MQ2XP')).toBe('7K3M-Q2XP-7K3M-Q2XP');
});

describe.each([8, 16])('a code of %i characters', (length) => {
  const code = fc.stringMatching(new RegExp(`^[${CROCKFORD}]{${length}}$`));

  test('is never the same twice, and uses every letter in every place', () => {
    const codes = Array.from({ length: 1_000 }, () => newCode(length));
    expect(new Set(codes).size).toBe(1_000);
    for (let place = 0; place < length; place += 1) {
      const letters = new Set(codes.map((drawn) => drawn[place]));
      expect([...letters].toSorted().join('')).toBe(CROCKFORD);
    }
  });

  test('is read back as it is shown', () => {
    fc.assert(fc.property(code, (drawn) => parseCode(formatCode(drawn), length) === drawn));
  });

  test('may be typed in any case, with dashes and spaces anywhere, with O for 0, and I or L for 1', () => {
    const alike: Record<string, string[]> = { 0: ['0', 'O', 'o'], 1: ['1', 'I', 'i', 'L', 'l'] };
    const typings = code.chain((drawn) =>
      fc
        .tuple(
          ...[...drawn].map((letter) =>
            fc.tuple(
              fc.constantFrom('', ' ', '-', '–', '\u00a0', ' - ', '\t'),
              fc.constantFrom(...(alike[letter] ?? [letter, letter.toLowerCase()])),
            ),
          ),
        )
        .map((typed) => ({ drawn, typed: `${typed.flat().join('')}\n` })),
    );
    fc.assert(fc.property(typings, ({ drawn, typed }) => parseCode(typed, length) === drawn));
  });

  test('is found in the sentence that was pasted with it', () => {
    const around = fc.constantFrom('', 'Or type this code:\n', 'Your sign-in code is ', '“', 'It is: ');
    const after = fc.constantFrom('', '\nGood until 14:03.', '. It works once.', '”', ' ');
    const pastings = fc.tuple(around, code, after);
    fc.assert(
      fc.property(
        pastings,
        ([before, drawn, rest]) => findCode(`${before}${formatCode(drawn)}${rest}`, length) === drawn,
      ),
    );
    for (const none of ['', 'There is none here', 'one-time sign-in code', `x${'7K3M-Q2XP-7K3M-Q2XP'}x`]) {
      expect(findCode(none, length)).toBeNull();
    }
  });

  test('is never made of anything else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const parsed = parseCode(typed, length);
        return parsed === null || new RegExp(`^[${CROCKFORD}]{${length}}$`).test(parsed);
      }),
    );
    const right = '7K3MQ2XP7K3MQ2XP'.slice(0, length);
    const short = right.slice(1);
    for (const typed of ['', short, `${right}P`, `${short}U`, `7_${short}`, `.${right}`, `７${short}`]) {
      expect(parseCode(typed, length)).toBeNull();
    }
  });

  test('of a hundred thousand characters is refused at once', () => {
    const begun = performance.now();
    expect(parseCode(' -'.repeat(50_000), length)).toBeNull();
    expect(parseCode('Z'.repeat(100_000), length)).toBeNull();
    expect(performance.now() - begun).toBeLessThan(1_000);
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameSchema, passkeyNameSchema } from './identifiers';
import { withoutInvisible } from './visible-text';

const tags = (text: string) =>
  [...text].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join('');
const flag = (region: string) => `\u{1f3f4}${tags(region)}\u{e007f}`;

/** Every one that Unicode calls default ignorable, and those that are as invisible. */
const invisible = [
  ...Array.from({ length: 0x110000 }, (_, code) => code)
    .filter((code) => code < 0xd800 || code > 0xdfff)
    .map((code) => String.fromCodePoint(code))
    .filter((character) => /\p{DI}/u.test(character)),
  '\u2800',
  '\ufff9',
  '\u{1d159}',
];
/** They are refused before, with a sentence of their own. */
const turning = /[\u202a-\u202e\u2066-\u2069]/;

describe('IN5: what scripts and emoji need stays in a name', () => {
  test.each([
    ['Persian', '\u0639\u0644\u06cc\u200c\u0631\u0636\u0627'],
    ['Persian, with a mark before the joiner', '\u0645\u0650\u200c\u0647'],
    ['Urdu', '\u0628\u06c1\u200c\u062a'],
    ['Devanagari', '\u0915\u094d\u200d\u0937'],
    ['Devanagari, unjoined', '\u0930\u093e\u091c\u094d\u200c\u092f'],
    ['Bengali', '\u09b0\u200d\u09cd\u09af\u09be\u09ac'],
    ['Malayalam, at the end of a word', '\u0d2e\u0d4b\u0d39\u0d28\u0d4d\u200d'],
    ['Sinhala', '\u0dc1\u0dca\u200d\u0dbb\u0dd3'],
    ['Mongolian', '\u182a\u1820\u1822\u1828\u180e\u1820'],
    ['a Chinese variant', '\u845b\u{e0100}\u98fe'],
    ['a Japanese variant, as the standard has it', '\u795e\ufe00'],
    ['a family', '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'],
    ['a skin', '\u{1f469}\u{1f3fd}\u200d\u{1f680}'],
    ['a heart', '\u2764\ufe0f\u200d\u{1f525}'],
    ['a heart as text', '\u2764\ufe0e'],
    ['a rainbow flag', '\u{1f3f3}\ufe0f\u200d\u{1f308}'],
    ['the flag of a country', '\u{1f1e9}\u{1f1ea}'],
    ['the flag of England', flag('gbeng')],
    ['the flag of Scotland', flag('gbsct')],
    ['the flag of Wales', flag('gbwls')],
    ['a keycap', '1\ufe0f\u20e3'],
    ['a runner turned round', '\u{1f3c3}\u200d\u2640\ufe0f\u200d\u27a1\ufe0f'],
    ['decomposed Vietnamese', '\u1ec7'],
    ['Hangul', '\ud55c\uae00'],
  ])('%s', (_what, name) => {
    for (const typed of [name, `Ada ${name}`, `${name} Ada`]) {
      expect(nameSchema.parse(typed)).toBe(typed.normalize('NFC'));
      expect(passkeyNameSchema.parse(typed)).toBe(typed.normalize('NFC'));
    }
  });
});

describe('IN5: two names that look alike are one', () => {
  test('whichever invisible character stands in, before or after one', () => {
    expect(invisible.length).toBeGreaterThan(4_000);
    for (const character of invisible.filter((each) => !turning.test(each))) {
      for (const typed of [`${character}Ada`, `A${character}d${character}${character}a`, `Ada${character}`]) {
        const name = nameSchema.parse(typed);
        // The space of Braille is one.
        expect({ character, name: name.replaceAll(' ', '') }).toEqual({ character, name: 'Ada' });
      }
    }
  });

  test.each([
    ['a joiner between Latin letters', 'A\u200dd\u200ca', 'Ada'],
    ['joiners in a row', '\u0639\u200c\u200c\u0644', '\u0639\u0644'],
    ['a joiner behind the last Persian letter', '\u0639\u0644\u06cc\u200c', '\u0639\u0644\u06cc'],
    ['a joiner between digits', '1\u200d2', '12'],
    ['a variation of what has none', 'A\ufe0fda\ufe0e1\ufe0f', 'Ada1'],
    ['tags behind a letter', `Ada${tags('gbeng')}\u{e007f}`, 'Ada'],
    ['tags of no flag', `${flag('ustx')}`, '\u{1f3f4}'],
    ['a Korean filler', '\u3164\ud55c\u115f\u1160\uae00\uffa0', '\ud55c\uae00'],
    ['marks of direction', '\u200fA\u200eda\u061c', 'Ada'],
    ['what is left at the ends', '\u3164 Ada \u3164', 'Ada'],
    ['what parts a letter from its accent', 'Zoe\u034f\u0308', 'Zo\u00eb'],
    ['Braille', '\u2801\u2800\u2819', '\u2801 \u2819'],
  ])('%s', (_what, typed, name) => {
    expect(nameSchema.parse(typed)).toBe(name);
  });

  test('and one of which nothing is seen is none', () => {
    for (const character of invisible.filter((each) => !turning.test(each))) {
      for (const typed of [character, character.repeat(3), ` ${character} `, `\u0301${character}`]) {
        const issues = nameSchema.safeParse(typed).error?.issues.map(({ message }) => message);
        expect({ character, issues }).toEqual({ character, issues: ['fields.name'] });
      }
    }
  });

  test('whatever is typed, nothing more goes the second time, and nothing that is seen goes at all', () => {
    const piece = fc.constantFrom(
      ...['A', '1', ' ', '\u0301', '\u0639', '\u0650', '\u0915', '\u094d', '\u845b', '\u1820', '\u1000'],
      ...[
        '\u200c',
        '\u200d',
        '\ufe0e',
        '\ufe0f',
        '\ufe00',
        '\u{e0100}',
        '\u180b',
        '\u3164',
        '\u200e',
        '\u2800',
      ],
      ...['\u2764', '\u{1f468}', '\u{1f3fd}', '\u20e3', flag('gbwls'), tags('gb'), '\u{1f3f4}', '\u{e007f}'],
    );
    const text = fc.oneof(fc.string({ unit: piece }), fc.string({ unit: 'binary' }));
    fc.assert(
      fc.property(text, (typed) => {
        const left = withoutInvisible(typed);
        expect(withoutInvisible(left)).toBe(left);
        const seen = (all: string) => all.replace(/[\p{DI}\ufff9-\ufffb\u{16fe4}\u{1d159}]/gu, '');
        expect(seen(left)).toBe(seen(typed));
        const name = nameSchema.safeParse(typed);
        if (name.success) expect(nameSchema.parse(name.data)).toBe(name.data);
      }),
      { numRuns: 5_000 },
    );
  });
});

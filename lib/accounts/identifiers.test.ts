import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import {
  emailSchema,
  graphemeCount,
  identifierSchema,
  mailboxKey,
  nameSchema,
  passkeyNameSchema,
  usernameSchema,
} from './identifiers';

const noStrings = [
  undefined,
  null,
  1,
  true,
  {},
  [],
  ['ada@example.com'],
  new File([], 'name'),
  { toString: () => 'ada' },
];

const family = '👨‍👩‍👧‍👦';

describe('IN1: an email address', () => {
  test('becomes canonical', () => {
    expect(emailSchema.parse(' ADA+x@BÜCHER.example ')).toBe('ada+x@xn--bcher-kva.example');
  });

  test('fails with one sentence', () => {
    for (const typed of [
      ...noStrings,
      '',
      'ada',
      'ada@localhost',
      'ada@example.com,eve@evil.example',
      'x'.repeat(99_999),
    ]) {
      expect(sentences(emailSchema, typed)).toEqual(['fields.email']);
    }
  });

  test('says so when another alphabet is the reason', () => {
    for (const typed of ['adа@example.com', '\u212aate@example.com', 'ａｄａ＠example.com']) {
      expect(sentences(emailSchema, typed)).toEqual(['fields.emailNotPlain']);
    }
  });
});

describe('IN1: a username', () => {
  test.each([
    ['ada', 'ada'],
    [' Ada_Lovelace-1815 ', 'ada_lovelace-1815'],
    ['---', '---'],
    ['007', '007'],
    ['a'.repeat(32), 'a'.repeat(32)],
    ['__proto__', '__proto__'],
  ])('%j is kept as %j', (typed, username) => {
    expect(usernameSchema.parse(typed)).toBe(username);
  });

  test('fails with one sentence', () => {
    const refused = [
      '',
      '  ',
      'ab',
      'a'.repeat(33),
      'a b',
      'ada@example.com',
      'ada.lovelace',
      'ädа',
      '\u212aate',
      'jame\u017f',
      'ａｄａ',
      'ada\0',
      'ada\u200b',
      'a\nda',
      '😀😀😀',
      '%61da',
      '../ada',
      "ada' or 1=1",
      'x'.repeat(99_999),
    ];
    for (const typed of [...noStrings, ...refused]) {
      expect(sentences(usernameSchema, typed)).toEqual(['fields.username']);
    }
  });

  test('is stored in 3 to 32 lower-case characters, and stays what it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: 'binary' }), fc.stringMatching(/^[\w-]{1,40}$/)),
        (typed) => {
          const parsed = usernameSchema.safeParse(typed);
          if (!parsed.success) return;
          expect(parsed.data).toMatch(/^[a-z0-9_-]{3,32}$/);
          expect(usernameSchema.parse(parsed.data)).toBe(parsed.data);
        },
      ),
    );
  });
});

describe.each([
  ['a name', nameSchema],
  ['the name of a passkey', passkeyNameSchema],
])('IN5: %s', (_what, schema) => {
  test.each([
    ['Ada', 'Ada'],
    ['  Ada \u00a0  Lovelace ', 'Ada Lovelace'],
    ['Ada\n', 'Ada'],
    ['A', 'A'],
    ['Zoe\u0308', 'Zoë'],
    ['李小龍', '李小龍'],
    ['אדה', 'אדה'],
    ['علی‌رضا', 'علی‌رضا'],
    ['O’Brien-Ñandú, Jr.', 'O’Brien-Ñandú, Jr.'],
    ['<b>Ada</b> & "co"', '<b>Ada</b> & "co"'],
    [family.repeat(64), family.repeat(64)],
    ['e\u0301'.repeat(64), 'é'.repeat(64)],
    ['🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ])('%j is kept as %j', (typed, name) => {
    expect(schema.parse(typed)).toBe(name);
  });

  test('has 1 to 64 characters that can be seen', () => {
    const refused = [
      '',
      '   ',
      '\n\t',
      '\u00a0',
      '\ufeff',
      '\u200b',
      '\u200d\u200c',
      '\u00ad',
      '\u3164',
      '\u2800',
      '\u200e\u061c',
      '\ufe0f',
      '\u034f',
      '\u{e0041}',
      '\u0301',
      'a'.repeat(65),
      family.repeat(65),
      `a${'\u0301'.repeat(1000)}`,
      'x'.repeat(99_999),
    ];
    for (const typed of [...noStrings, ...refused]) {
      expect(sentences(schema, typed)).toEqual(['fields.name']);
    }
  });

  test('holds nothing that disturbs the text around it', () => {
    const refused = [
      'Ada\0',
      'A\nda',
      'A\r\nBcc: x',
      'A\tda',
      'A\u0085da',
      'A\u001bda',
      'A\u202eda',
      'A\u202ada',
      'A\u2066da\u2069',
      'A\ud83d',
      '\udc00da',
      '\u202e',
    ];
    for (const typed of refused) {
      expect(sentences(schema, typed)).toEqual(['fields.nameNotPlain']);
    }
  });

  test('is bounded, well-formed and stays what it is', () => {
    const unit = fc.constantFrom(
      'a',
      ' ',
      '\u00a0',
      '\u0301',
      '\u200d',
      '👩',
      '\ud800',
      '\n',
      '\u202e',
      'ﬁ',
      '한',
      '\u1112',
    );
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit }), fc.string({ unit: 'binary' })), (typed) => {
        const parsed = schema.safeParse(typed);
        expect(parsed.error?.issues.length ?? 1).toBe(1);
        if (!parsed.success) return;
        expect(graphemeCount(parsed.data)).toBeGreaterThan(0);
        expect(graphemeCount(parsed.data)).toBeLessThanOrEqual(64);
        expect(() => encodeURIComponent(parsed.data)).not.toThrow();
        expect(schema.parse(parsed.data)).toBe(parsed.data);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('IN1: an email address or username', () => {
  test('is told apart by its @', () => {
    expect(identifierSchema.parse(' Ada@Example.com ')).toEqual({ kind: 'email', email: 'ada@example.com' });
    expect(identifierSchema.parse(' Ada ')).toEqual({ kind: 'username', username: 'ada' });
  });

  test('fails with one sentence, whichever it was', () => {
    const refused = [
      '',
      '@',
      'ab',
      'ada@',
      'ada＠example.com',
      'adа@example.com',
      'a b',
      'ada@example.com,',
      'x'.repeat(99_999),
    ];
    for (const typed of [...noStrings, ...refused]) {
      expect(sentences(identifierSchema, typed)).toEqual(['fields.identifier']);
    }
  });
});

describe('the mailbox of an address', () => {
  test('is shared by tags and case, and by nothing else', () => {
    for (const email of ['a@x.example', 'A@x.example', 'a+1@x.example', 'a+2+3@X.example', 'a+@x.example']) {
      expect(mailboxKey(email)).toBe('a@x.example');
    }
    for (const email of ['b+a@x.example', 'a.@x.example', 'a@y.example', '+a@x.example']) {
      expect(mailboxKey(email)).not.toBe('a@x.example');
    }
  });

  test('of an address without a tag is the address', () => {
    expect(mailboxKey('+@x.example')).toBe('+@x.example');
    expect(mailboxKey('a@x+y.example')).toBe('a@x+y.example');
  });
});

test('characters are counted as people see them', () => {
  expect(['', 'abc', 'e\u0301', family, '🇩🇪🇫🇷', '\r\n', '각'].map(graphemeCount)).toEqual([
    0, 3, 1, 1, 2, 1, 1,
  ]);
});

function sentences(schema: z.ZodType, typed: unknown): string[] {
  return schema.safeParse(typed).error?.issues.map((issue) => issue.message) ?? [];
}

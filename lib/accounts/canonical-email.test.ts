import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalEmail } from './canonical-email';

const local64 = 'a'.repeat(64);
const label63 = 'b'.repeat(63);

describe('IN1: addresses', () => {
  test.each([
    ['ada@example.com', 'ada@example.com'],
    ['ADA@Example.COM', 'ada@example.com'],
    ['  ada@example.com\t', 'ada@example.com'],
    ['\u00a0ada@example.com\u00a0', 'ada@example.com'],
    ['ada@example.com\r\n', 'ada@example.com'],
    ['ada+tag@example.com', 'ada+tag@example.com'],
    ['Ada.Lovelace+a+b@example.com', 'ada.lovelace+a+b@example.com'],
    ["o'brien@example.com", "o'brien@example.com"],
    ['a@b.co', 'a@b.co'],
    ['1@2.example', '1@2.example'],
    ['ada_lovelace-1815@sub.sub-domain.example.co.uk', 'ada_lovelace-1815@sub.sub-domain.example.co.uk'],
    ['#$&*/=?^_`{|}~@example.com', '#$&*/=?^_`{|}~@example.com'],
    ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
    ['ada@BÜCHER.example', 'ada@xn--bcher-kva.example'],
    ['ada@bu\u0308cher.example', 'ada@xn--bcher-kva.example'],
    ['ada@xn--bcher-kva.example', 'ada@xn--bcher-kva.example'],
    ['ada@straße.example', 'ada@xn--strae-oqa.example'],
    ['ada@почта.рф', 'ada@xn--80a1acny.xn--p1ai'],
    ['ada@例え.テスト', 'ada@xn--r8jz45g.xn--zckzah'],
    ['ada@مثال.إختبار', 'ada@xn--mgbh0fb.xn--kgbechtv'],
    [`${local64}@example.com`, `${local64}@example.com`],
    [`ada@${label63}.example`, `ada@${label63}.example`],
    [
      `${local64}@${label63}.${label63}.${'c'.repeat(58)}.co`,
      `${local64}@${label63}.${label63}.${'c'.repeat(58)}.co`,
    ],
  ])('%j is kept as %j', (typed, email) => {
    expect(canonicalEmail(typed)).toBe(email);
  });

  test('look-alike domains are other domains', () => {
    expect(canonicalEmail('mike@gıthub.com')).toBe('mike@xn--gthub-n4a.com');
    expect(canonicalEmail('ada@exаmple.com')).toBe('ada@xn--exmple-4nf.com');
  });
});

describe('IN1: refused', () => {
  test.each([
    ['no address', ['', ' ', '@', 'ada', 'ada@', '@example.com', 'example.com', 'ada at example.com']],
    [
      'several addresses or several @',
      [
        'ada@@example.com',
        'ada@evil.example@example.com',
        'ada@example.com@',
        'ada@example.com,eve@evil.example',
        'ada@example.com;eve@evil.example',
        'ada@example.com eve@evil.example',
        'ada,eve@evil.example',
        'eve@evil.example,ada',
      ],
    ],
    [
      'quoted local parts',
      [
        '"ada"@example.com',
        '"ada lovelace"@example.com',
        '"eve@evil.example"@example.com',
        '"eve@evil.example x"@example.com',
        '"\\"@example.com',
        'ada."b"@example.com',
        "'ada@evil.example'@example.com",
      ],
    ],
    [
      'display names, comments, groups, addresses as links',
      [
        'Ada <ada@example.com>',
        '<ada@example.com>',
        'ada@example.com>',
        'ada(comment)@example.com',
        'ada@(comment)example.com',
        'ada@example.com (Ada)',
        'team:ada@example.com;',
        'mailto:ada@example.com',
        'ada@example.com?subject=x',
        'ada@example.com#x',
        'ada@example.com/x',
        'ada@example.com:25',
        'user:pass@example.com',
      ],
    ],
    [
      'source routes and options',
      [
        'ada%evil.example@example.com',
        'evil.example!ada@example.com',
        '@evil.example:ada@example.com',
        '-oQ/tmp@example.com',
        'ada\\@example.com',
        'ada@exam\\ple.com',
      ],
    ],
    [
      'white space and control characters inside',
      [
        'a da@example.com',
        'ada @example.com',
        'ada@ example.com',
        'ada@exam ple.com',
        'ada\t@example.com',
        'ada@example.com\nBcc: eve@evil.example',
        'ada@example.com\r\nBcc: eve@evil.example',
        'ada\r\n@example.com',
        'ada@example.com\n.evil.example',
        'ada@exam\nple.com',
        'ada@exam\tple.com',
        'ada\0@example.com',
        'ada@example.com\0',
        'ada@example.com\0.evil.example',
        'ada@example\u0085.com',
        'ada@example.com\u007f',
        'ada@exam\u00a0ple.com',
        'ada@exam\u2028ple.com',
        'ada%0a@example.com',
        'ada@example.com%0aBcc:eve@evil.example',
        'ada@ex%61mple.com',
      ],
    ],
    [
      'dots in the wrong place',
      [
        '.ada@example.com',
        'ada.@example.com',
        'a..da@example.com',
        '.@example.com',
        'ada@.example.com',
        'ada@example.com.',
        'ada@example..com',
        'ada@.',
        'ada@..',
      ],
    ],
    [
      'what is no public domain',
      [
        'ada@localhost',
        'ada@example',
        'ada@example.c',
        'ada@-example.com',
        'ada@example-.com',
        'ada@exa_mple.com',
        'ada@*.example.com',
        'ada@example.123',
        'ada@xn--a.example',
        'ada@xn--.example',
      ],
    ],
    [
      'IP addresses',
      [
        'ada@127.0.0.1',
        'ada@[127.0.0.1]',
        'ada@[IPv6:::1]',
        'ada@[::1]',
        'ada@2130706433',
        'ada@0x7f.0.0.1',
        'ada@0x7f.1',
        'ada@127.1',
        'ada@1.2.3.4.5',
        'ada@１２７.0.0.1',
      ],
    ],
    [
      'too long',
      [
        `${local64}a@example.com`,
        `ada@${label63}b.example`,
        `${local64}@${label63}.${label63}.${'c'.repeat(59)}.co`,
        `ada@${'ü'.repeat(60)}.${'ü'.repeat(60)}.${'ü'.repeat(60)}.${'é日'.repeat(30)}.example`,
        `ada@${'a.'.repeat(500)}example`,
        'a'.repeat(1_000_000),
        `${'@'.repeat(100_000)}`,
      ],
    ],
    [
      'local parts of other alphabets, and what would fold into a plain one',
      [
        'adа@example.com',
        'ädа@example.com',
        'mıke@example.com',
        'İda@example.com',
        '\u212aate@example.com',
        'jame\u017f@example.com',
        'ａｄａ@example.com',
        'ﬁona@example.com',
        'a\u0308da@example.com',
        '用户@example.com',
        '😀@example.com',
        'ada\u200b@example.com',
        'ada\u00ad@example.com',
        '\u202eada@example.com',
        'ada\ud800@example.com',
      ],
    ],
    [
      'domains that would fold into a plain one',
      [
        'ada@\u212aite.example',
        'ada@ｅxample.com',
        'ada@ﬁsh.example',
        'ada@ⓔxample.com',
        'ada@𝐞xample.com',
        'ada@İstanbul.example',
        'ada@exam\u00adple.com',
        'ada@exam\u200bple.com',
        'ada@exam\u200dple.com',
        'ada@example\ufe0f.com',
        'ada@exam\u034fple.com',
        'ada@example\u3002com',
        'ada@example\uff0ecom',
        'ada@example\uff61com',
        'ada@example.com\uff0f.evil.example',
        'ada@example\u2024com',
        'ada@evil.example\u2100example.com',
        'ada@example.com\ud800',
        'ada@\u202eexample.com',
      ],
    ],
    [
      'an @ that is none',
      [
        'ada＠example.com',
        'ada﹫example.com',
        'ada＠evil.example@example.com',
        'ada@evil.example＠example.com',
      ],
    ],
  ])('%s', (_class, typed) => {
    for (const text of typed) expect({ text, email: canonicalEmail(text) }).toEqual({ text, email: null });
  });
});

describe('IN1, IN2: whatever is typed', () => {
  const pieces = [
    'ada',
    'A',
    '.',
    '..',
    '@',
    '@',
    'example.com',
    'EXAMPLE',
    '-',
    '+',
    '%',
    '"',
    ',',
    '<',
    '\n',
    ' ',
    '\u212a',
    'ı',
    'İ',
    'ſ',
    'ß',
    'ü',
    'u\u0308',
    '＠',
    '。',
    '\u200d',
    '\u00ad',
    'ﬁ',
    'xn--',
    '127.1',
    '[',
    '\0',
    '\ud800',
  ];
  const tricky = fc.array(fc.constantFrom(...pieces), { maxLength: 10 }).map((parts) => parts.join(''));
  const inputs = fc.oneof(
    tricky,
    tricky.map((rest) => `ada@${rest}.example`),
    fc.emailAddress(),
    fc.string({ unit: 'binary' }),
  );

  test('the canonical form is ASCII, has one @, and is its own canonical form', () => {
    fc.assert(
      fc.property(inputs, (typed) => {
        const email = canonicalEmail(typed);
        if (email === null) return;
        expect(email).toMatch(/^[!-?A-~]+@[a-z\d.-]+$/);
        expect(email).not.toMatch(/[A-Z"(),:;<>[\\\]%!]/);
        expect(email.length).toBeLessThanOrEqual(254);
        expect(canonicalEmail(email)).toBe(email);
      }),
      { numRuns: 20_000 },
    );
  });

  test('two addresses share a canonical form only when they differ in ASCII case, or in the spelling of their domain', () => {
    fc.assert(
      fc.property(inputs, (typed) => {
        const email = canonicalEmail(typed);
        if (email === null) return;
        const [local, domain = ''] = typed.trim().split('@');
        expect(email.split('@')[0]).toBe(local?.replace(/[A-Z]/g, (letter) => letter.toLowerCase()));
        if (/^[\0-\x7f]*$/.test(domain)) expect(email.split('@')[1]).toBe(domain.toLowerCase());
        else expect(email.split('@')[1]).toContain('xn--');
      }),
      { numRuns: 20_000 },
    );
  });
});

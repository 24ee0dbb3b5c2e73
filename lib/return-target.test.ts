import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { returnTarget } from './return-target';

describe('targets of this application', () => {
  test.each([
    ['/', '/'],
    ['/account', '/account'],
    ['/account/', '/account/'],
    ['/account/passkeys', '/account/passkeys'],
    ['/account?tab=1', '/account?tab=1'],
    ['/account?', '/account'],
    ['/account?tab=1&name=a%20b#top', '/account?tab=1&name=a%20b#top'],
    ['/account#https://evil.example', '/account#https://evil.example'],
    ['/account?next=https://evil.example/', '/account?next=https://evil.example/'],
    ['/account?next=%2F%2Fevil.example', '/account?next=%2F%2Fevil.example'],
    ['/account?broken=%zz', '/account?broken=%zz'],
    ['/account/../account/sessions', '/account/sessions'],
    ['/account/./sessions', '/account/sessions'],
    ['/account/%2e%2e/account', '/account'],
    ['/a//b', '/a//b'],
    ['/@ada', '/@ada'],
    ['/http://evil.example', '/http://evil.example'],
    ['/evil.example', '/evil.example'],
    ['/not-me?token=abc', '/not-me?token=abc'],
    ['/account/my%20page', '/account/my%20page'],
    ['/café', '/caf%C3%A9'],
    ['/caf%C3%A9?q=%E2%88%95', '/caf%C3%A9?q=%E2%88%95'],
    ['/日本', '/%E6%97%A5%E6%9C%AC'],
    ['/sign-info', '/sign-info'],
    ['/registered', '/registered'],
    ['/apiary', '/apiary'],
  ])('%j is %j', (value, target) => {
    expect(returnTarget(value)).toBe(target);
  });

  test('the longest target has 2000 characters, as given and as normalized', () => {
    expect(returnTarget(`/${'a'.repeat(1999)}`)).toBe(`/${'a'.repeat(1999)}`);
    expect(returnTarget(`/${'a'.repeat(2000)}`)).toBeNull();
    expect(returnTarget(`/${'é'.repeat(1999)}`)).toBeNull();
  });
});

describe('refused', () => {
  test.each([
    ['nothing', ['', ' ', undefined, null]],
    [
      'what is no string',
      [0, 1, true, {}, [], ['/account'], new URL('https://latchkey.invalid/account'), Symbol('/')],
    ],
    ['objects that pretend', [{ toString: () => '/account' }, new String('/account')]],
    [
      'relative paths',
      ['account', './account', '../account', '?a', '#a', '.', '..', '@evil.example', '.evil.example'],
    ],
    [
      'absolute addresses',
      [
        'https://evil.example',
        'http://evil.example',
        'https://latchkey.invalid/account',
        'https:evil.example',
        'https:/evil.example',
        'https:///evil.example',
        'HTTPS://evil.example',
        'ftp://evil.example',
      ],
    ],
    [
      'other schemes',
      [
        'javascript:alert(1)',
        'JaVaScRiPt:alert(1)',
        'java\nscript:alert(1)',
        '\u0001javascript:alert(1)',
        'data:text/html,<script>alert(1)</script>',
        'vbscript:x',
        'file:///etc/passwd',
        'blob:https://evil.example/1',
        'mailto:a@evil.example',
      ],
    ],
    [
      'addresses without a scheme',
      [
        '//',
        '///',
        '//evil.example',
        '///evil.example',
        '////evil.example',
        '//evil.example/%2f..',
        '//evil.example@latchkey.invalid',
        '//latchkey.invalid@evil.example',
        '//latchkey.invalid/account',
        '//[::1]',
        '//①②⑦.0.0.1',
        '//%65vil.example',
      ],
    ],
    [
      'user names in addresses',
      ['https://latchkey.invalid@evil.example', '//user:pass@evil.example', '//@evil.example'],
    ],
    [
      'backslashes',
      [
        '\\',
        '\\\\evil.example',
        '/\\evil.example',
        '/\\/evil.example',
        '\\/evil.example',
        '/account\\..\\..\\evil',
        '/account?next=\\evil',
        '/account#\\',
      ],
    ],
    [
      'white space and control characters',
      [
        ' /account',
        '/account ',
        '/a b',
        '/ /evil.example',
        '/\t/evil.example',
        '/\n/evil.example',
        '/\r/evil.example',
        '\t//evil.example',
        '\n/account',
        '/account\r\nSet-Cookie: a=b',
        '/account\0',
        '/\0/evil.example',
        '/\u000b/evil.example',
        '/\u007f',
        '/\u0085/evil.example',
        '/\u00a0/evil.example',
        '/\u2028/evil.example',
        '/\ufeff/evil.example',
      ],
    ],
    [
      'encoded tricks',
      [
        '/%2fevil.example',
        '/%2Fevil.example',
        '/%2f%2fevil.example',
        '/%5cevil.example',
        '/%5C%5Cevil.example',
        '/%09/evil.example',
        '/%0a/evil.example',
        '/%0d%0aLocation:%20https://evil.example',
        '/%00/evil.example',
        '/%7f',
        '/%252f%252fevil.example',
        '/%25252fevil.example',
        '/account/..%2f..%2fevil.example',
        '/%2e%2e%2f%2fevil.example',
        '/.%2f/evil.example',
      ],
    ],
    ['broken encodings', ['/%', '/%2', '/%zz', '/%u2215evil', '/%ff', '/%c0%af', '/%e2%88', '/%ed%a0%80']],
    [
      'dot segments that uncover slashes',
      [
        '/..//evil.example',
        '/.//evil.example',
        '/.//x',
        '/%2e//evil.example',
        '/%2e%2e//evil.example',
        '/.%2e//evil.example',
        '/account/..//evil.example',
        '/a/b/../..//evil.example',
        '/..///evil.example',
      ],
    ],
    [
      'look-alike slashes and invisible characters',
      [
        '/\u2215evil.example',
        '/\u2044evil.example',
        '/\uff0fevil.example',
        '/\uff3cevil.example',
        '/\u29f8evil.example',
        '/\u3002evil',
        '\u2215\u2215evil.example',
        '/%E2%88%95evil.example',
        '/%EF%BC%8F%EF%BC%8Fevil.example',
        '/\u202eelpmaxe',
        '/%E2%80%AEelpmaxe',
        '/\u200b/evil.example',
        '/\u00ad/evil.example',
      ],
    ],
    ['lone surrogates', ['/\ud800', '/\udfff/evil', '/a?\ud83d']],
    [
      'pages that would turn in circles, and what is no page',
      [
        '/sign-in',
        '/sign-in/',
        '/sign-in?return=/account',
        '/sign-in#x',
        '/sign-in/link?token=abc',
        '/sign-in/check-email',
        '/sign-in.rsc',
        '/sign-in;x',
        '/Sign-In',
        '/%73ign-in',
        '/./sign-in',
        '/account/../sign-in',
        '/register',
        '/register/x',
        '/sign-out',
        '/sign-out?x',
        '/SIGN-OUT',
        '/api',
        '/api/',
        '/api/account/export',
        '/_next/static/chunk.js',
        '/_next/image?url=x',
        '/%5fnext/data',
      ],
    ],
    ['what is too long', [`/${'a'.repeat(5000)}`, `/account?${'%2F'.repeat(700)}`, '/'.repeat(100_000)]],
  ] as [string, unknown[]][])('%s', (_class, values) => {
    for (const value of values)
      expect({ value, target: returnTarget(value) }).toEqual({ value, target: null });
  });
});

describe('whatever the input', () => {
  const pieces = [
    '/',
    '//',
    '\\',
    '..',
    '.',
    '%2f',
    '%5c',
    '%2e',
    '%25',
    '%09',
    '@',
    ':',
    '?',
    '#',
    ';',
    'evil.example',
    'https:',
    'javascript:',
    'sign-in',
    'account',
    '\t',
    '\n',
    ' ',
    '\u2215',
    '\uff0f',
    '\ud800',
    'é',
    '[',
    ']',
  ];
  const tricky = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join(''));
  const inputs = fc.oneof(
    tricky,
    tricky.map((rest) => `/${rest}`),
    fc.string({ unit: 'binary' }),
    fc.webUrl(),
    fc.webPath(),
    fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)) }),
  );
  const bases = fc.constantFrom(
    'https://latchkey.example',
    'http://localhost:3000',
    'https://a.b.example:8443',
  );

  test('a target stays on the origin it is resolved against', () => {
    fc.assert(
      fc.property(inputs, bases, (value, base) => {
        const target = returnTarget(value);
        if (target === null) return;
        const url = new URL(target, base);
        expect(url.origin).toBe(base);
        expect(url.username + url.password).toBe('');
        expect(`${url.pathname}${url.search}${url.hash}`).toBe(target);
        expect(new URL(base + target).origin).toBe(base);
      }),
      { numRuns: 20_000 },
    );
  });

  test('a target stays on the origin when its path is decoded once more', () => {
    fc.assert(
      fc.property(inputs, bases, (value, base) => {
        const target = returnTarget(value);
        if (target === null) return;
        expect(new URL(decodeURIComponent(new URL(target, base).pathname), base).origin).toBe(base);
      }),
      { numRuns: 20_000 },
    );
  });

  test('a target is a target again, unchanged, and can stand in a header', () => {
    fc.assert(
      fc.property(inputs, (value) => {
        const target = returnTarget(value);
        if (target === null) return;
        expect(returnTarget(target)).toBe(target);
        expect(target).toMatch(/^\/[!-~]*$/);
      }),
      { numRuns: 20_000 },
    );
  });

  test('nothing throws', () => {
    fc.assert(fc.property(fc.anything(), (value) => void returnTarget(value)));
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { multipartFields } from './multipart';

const boundary = '----WebKitFormBoundary67yEIzU25Jtn2qsZ';
const type = `multipart/form-data; boundary=${boundary}`;
const body = (...fields: [name: string, value: string, more?: string][]) =>
  [
    ...fields.map(
      ([name, value, more = '']) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`,
    ),
    `--${boundary}--\r\n`,
  ].join('');

describe('fields are read', () => {
  test('in order, with empty values, line breaks, other scripts and names as often as they stand', () => {
    expect(
      multipartFields(
        body(
          ['email', 'ada@example.com'],
          ['$ACTION_1:0', ''],
          ['a', 'x\r\n\r\n--\r\n'],
          ['a', 'ü😀'],
          ['_1_b', '\r\n'],
        ),
        type,
      ),
    ).toEqual([
      { name: 'email', value: 'ada@example.com' },
      { name: '$ACTION_1:0', value: '' },
      { name: 'a', value: 'x\r\n\r\n--\r\n' },
      { name: 'a', value: 'ü😀' },
      { name: '_1_b', value: '\r\n' },
    ]);
  });

  test('when there is none', () => {
    expect(multipartFields(`--${boundary}--\r\n`, type)).toEqual([]);
  });

  test('without the last line break, and with a header in lower case, as some clients write them', () => {
    const text = body(['a', 'b']);
    expect(multipartFields(text.slice(0, -2), type)).toEqual([{ name: 'a', value: 'b' }]);
    expect(multipartFields(text.replace('Content-D', 'content-d'), type)).toEqual([
      { name: 'a', value: 'b' },
    ]);
  });

  test('up to a hundred', () => {
    const parts = (count: number) =>
      body(...Array.from({ length: count }, (): [string, string] => ['a', 'b']));
    expect(multipartFields(parts(100), type)).toHaveLength(100);
    expect(multipartFields(parts(101), type)).toBeNull();
    expect(multipartFields(parts(5_000), type)).toBeNull();
  });

  test('as the platform writes them', async () => {
    const name = fc.stringMatching(/^[\w$:.-]{1,100}$/);
    const value = fc.string({
      unit: fc.oneof(fc.constantFrom('\r', '\n', '-', '"', '='), fc.constantFrom('ü', '😀', 'a')),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(name, value), { maxLength: 10 }), async (pairs) => {
        const form = new FormData();
        for (const [key, text] of pairs) form.append(key, text);
        const written = new Response(form);
        const contentType = written.headers.get('content-type') ?? '';
        const text = await written.text();
        const fields = multipartFields(text, contentType);
        const read = await new Response(text, { headers: { 'content-type': contentType } }).formData();
        expect(fields).toEqual([...read].map(([key, entry]) => ({ name: key, value: entry })));
        expect(fields).toHaveLength(pairs.length);
      }),
    );
  });
});

describe('refused', () => {
  const good = body(['a', 'b']);

  test('content types with a boundary that not every parser takes', () => {
    const types = [
      '',
      'text/plain',
      'multipart/form-data',
      'multipart/form-data;',
      'multipart/form-data; boundary',
      'multipart/form-data; boundary=',
      `multipart/form-data; boundary="${boundary}"`,
      `multipart/form-data;  boundary=${boundary}`,
      `${type}; charset=utf-8`,
      `multipart/form-data; charset=utf-8; boundary=${boundary}`,
      `${type}; boundary=x`,
      `${type} `,
      ` ${type}`,
      `${type}, ${type}`,
      `Multipart/Form-Data; boundary=${boundary}`,
      `multipart/form-data; Boundary=${boundary}`,
      `multipart/mixed; boundary=${boundary}`,
    ];
    for (const contentType of types)
      expect({ contentType, fields: multipartFields(good, contentType) }).toEqual({
        contentType,
        fields: null,
      });
    for (const other of [
      'x'.repeat(26),
      'x'.repeat(71),
      '-'.repeat(30),
      `${'x'.repeat(30)}=`,
      `(${'x'.repeat(30)}`,
      `${'x'.repeat(30)} `,
    ]) {
      expect(
        multipartFields(good.replaceAll(boundary, other), `multipart/form-data; boundary=${other}`),
      ).toBeNull();
    }
    for (const other of ['x'.repeat(27), 'x'.repeat(70), `${'-'.repeat(24)}0a9f`]) {
      expect(
        multipartFields(good.replaceAll(boundary, other), `multipart/form-data; boundary=${other}`),
      ).toHaveLength(1);
    }
  });

  test.each([
    ['files', ['; filename="a.txt"', '; filename=""', "; filename*=utf-8''a"]],
    [
      'further headers',
      [
        '\r\nContent-Type: text/plain',
        '\r\nContent-Transfer-Encoding: base64',
        '\r\nX',
        '\r\n:',
        `\r\nX: ${'y'.repeat(20_000)}`,
      ],
    ],
    ['further parameters', ['; name="b"', ';', '; x', ' ']],
  ])('%s', (_class, more) => {
    for (const each of more) expect(multipartFields(body(['a', 'b'], ['c', 'd', each]), type)).toBeNull();
  });

  test('names that no form of ours has', () => {
    for (const name of [
      '',
      'a b',
      'ü',
      '%22',
      'a\\',
      'a"b',
      "a'",
      'a;b',
      'a\r\n',
      'a\0',
      'a[b]',
      'a'.repeat(101),
    ]) {
      expect(multipartFields(body([name, 'b']), type)).toBeNull();
    }
  });

  test('bodies that are cut, prefixed, followed by something, or hold the boundary in a value', () => {
    const broken = [
      '',
      good.slice(0, -3),
      good.slice(0, -4),
      good.slice(0, -5),
      good.slice(0, 60),
      good.slice(2),
      `\r\n${good}`,
      `x\r\n${good}`,
      `${good}\r\n`,
      `${good}x`,
      good + good,
      good.replaceAll('\r\n', '\n'),
      good.replaceAll('\r\n\r\n', '\r\n'),
      good.replace(`--${boundary}\r\n`, `--${boundary} \r\n`),
      good.replace('form-data', 'attachment'),
      good.replace('form-data; ', 'form-data;'),
      good.replace('form-data', 'FORM-DATA'),
      good.replace('name="a"', 'name=a'),
      good.replace('Disposition: ', 'Disposition:'),
      good.replace('b', boundary),
      good.replace('b', `--${boundary}`),
      good.replace('b', `x--${boundary}\r\n`),
      good.replace('b', `\r\n--${boundary}`),
      `--${boundary}`,
    ];
    for (const text of broken)
      expect({ text, fields: multipartFields(text, type) }).toEqual({ text, fields: null });
  });
});

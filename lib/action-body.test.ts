import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isActionCall, isActionForm } from './action-body';

const ID = `60${'0'.repeat(38)}ab`;
const call = (json: string) => isActionCall([{ name: '0', value: json }]);
const fields = (...pairs: [name: string, value: string][]) => pairs.map(([name, value]) => ({ name, value }));
const bound: [string, string][] = [
  ['$ACTION_REF_1', ''],
  ['$ACTION_1:0', `{"id":"${ID}","bound":"$@1"}`],
  ['$ACTION_1:1', '[{"status":"ready"}]'],
  ['$ACTION_KEY', 'k52b38e8995a6789cd5b79851a2bb64a7'],
];
const formWith = (name: string, value: string) =>
  isActionForm(fields(...bound.map(([key, old]): [string, string] => [key, key === name ? value : old])));

describe('a call by script', () => {
  test.each([
    '[]',
    '[null]',
    '[1,-0.5,true,"text",""]',
    '[{"id":"abc","response":{"list":[1,null,{"a":"b"}]}}]',
    '["$undefined",{"a":"$undefined"}]',
    '["$$","$$F1","$$$"]',
    '[{"status":"ready"},"$K1"]',
    '["$Kff"]',
    '[{"__proto__":{"a":1},"constructor":"x","then":"y"}]',
    '["a$F1"," $F1"]',
  ])('%s', (json) => {
    expect(call(json)).toBe(true);
  });

  test('that is no JSON list is refused', () => {
    for (const json of [
      '',
      ' ',
      'garbage',
      '{}',
      '{"length":1}',
      'null',
      '1',
      '"x"',
      '[',
      '[]]',
      '[],',
      '\ufeff[]',
      '[]\0',
      '[NaN]',
    ]) {
      expect(call(json)).toBe(false);
    }
  });

  test('with any other reference is refused, wherever it stands', () => {
    const others = [
      '$',
      '$0',
      '$1',
      '$a:b',
      '$@1',
      '$h1',
      '$H',
      '$T',
      '$Q1',
      '$W1',
      '$i1',
      '$I',
      '$Infinity',
      '$-0',
      '$-Infinity',
      '$N',
      '$NaN',
      '$u',
      '$D2020-01-01',
      '$n1',
      '$A1',
      '$o1',
      '$V1',
      '$B1',
      '$R1',
      '$r1',
      '$X1',
      '$x1',
      '$F1',
      '$L1',
      '$S1',
      '$P1',
      '$undefined ',
      '$Undefined',
      '$K',
      '$Kx',
      '$K1:a',
      '$K1 ',
      '$K-1',
      '$Kffff',
      '$\n',
      '$__proto__',
      '$0:constructor',
    ];
    for (const reference of others) {
      for (const value of [[reference], [['', reference]], [{ a: reference }], [{ a: [{ b: reference }] }]]) {
        expect({ value, passes: call(JSON.stringify(value)) }).toEqual({ value, passes: false });
      }
      expect(call(`[{"__proto__":${JSON.stringify(reference)}}]`)).toBe(false);
      expect(call(`[${JSON.stringify(reference).replace('$', '\\u0024')}]`)).toBe(false);
    }
  });

  test('is bounded in depth and arguments', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);
    expect([16, 17, 40_000].map((depth) => call(nested(depth)))).toEqual([true, false, false]);
    expect(call(`[${'{"a":'.repeat(20)}1${'}'.repeat(20)}]`)).toBe(false);
    expect([10, 11, 1_001].map((count) => call(JSON.stringify(Array(count).fill(0))))).toEqual([
      true,
      false,
      false,
    ]);
  });

  test('has its arguments once, beside the fields of forms only', () => {
    const root: [string, string] = ['0', '["$K1"]'];
    expect(isActionCall(fields(root, ['_1_email', '$F1'], ['_1_$ACTION_1:0', 'garbage']))).toBe(true);
    expect(isActionCall(fields(['_1_email', ''], ['_1_email', ''], ['_12_a', ''], root))).toBe(true);
    expect(isActionCall([])).toBe(false);
    expect(isActionCall(fields(['_1_email', '']))).toBe(false);
    expect(isActionCall(fields(root, root))).toBe(false);
    for (const name of [
      '00',
      '0x0',
      '+0',
      '-0',
      '0.0',
      '0e1',
      '',
      ' ',
      'S',
      'S0',
      '1',
      '2',
      '_',
      '_1',
      '_x_a',
      '_1234_a',
      '__proto__',
      '$ACTION_KEY',
    ]) {
      expect(isActionCall(fields(root, [name, '[]']))).toBe(false);
      expect(isActionCall(fields([name, '[]'], root))).toBe(false);
      expect(isActionCall(fields([name, '[]']))).toBe(false);
    }
  });
});

describe('a form without script', () => {
  test('names its action by id, or by reference with first arguments', () => {
    expect(isActionForm(fields([`$ACTION_ID_${ID}`, '']))).toBe(true);
    expect(isActionForm(fields([`$ACTION_ID_${ID}`, ''], ['email', '$F1'], ['email', '']))).toBe(true);
    expect(isActionForm(fields(...bound))).toBe(true);
    expect(isActionForm(fields(...bound.slice(0, 3), ['email', '']))).toBe(true);
    expect(isActionForm(fields(...bound, [`$ACTION_ID_${ID}`, '']))).toBe(true);
  });

  test('is refused when it names none, or not completely', () => {
    expect(isActionForm([])).toBe(false);
    expect(isActionForm(fields(['email', '']))).toBe(false);
    expect(isActionForm(fields(['$ACTION_KEY', 'k']))).toBe(false);
    for (const missing of [0, 1, 2])
      expect(isActionForm(fields(...bound.filter((_, index) => index !== missing)))).toBe(false);
    expect(isActionForm(fields(...bound, ['$ACTION_REF_2', '']))).toBe(false);
    expect(isActionForm(fields([`$ACTION_ID_${ID}`, ''], ['$ACTION_REF_2', '']))).toBe(false);
  });

  test('is refused when a hidden field stands twice or is none of React', () => {
    for (const pair of bound) expect(isActionForm(fields(...bound, pair))).toBe(false);
    const strangers = [
      '$ACTION_',
      '$ACTION_ID_',
      '$ACTION_ID_x',
      `$ACTION_ID_${ID}#a`,
      `$ACTION_ID_${ID.toUpperCase()}`,
      '$ACTION_REF_',
      '$ACTION_REF_x',
      '$ACTION_1:2',
      '$ACTION_1:S0',
      '$ACTION_1:00',
      '$ACTION_1:_1_a',
      '$ACTION_1',
      '$ACTION_:0',
      '$ACTION_KEYS',
    ];
    for (const name of strangers) expect(isActionForm(fields(...bound, [name, '[]']))).toBe(false);
  });

  test('is refused when its action is not described in the one way React does', () => {
    for (const value of [
      '',
      'x',
      '{}',
      `{"id":"${ID}"}`,
      `{"id":"${ID}","bound":null}`,
      `{"id":"${ID}","bound":"$@2"}`,
      `{"id":"${ID}","bound":"$F1"}`,
      `{"id":"${ID}","bound":[]}`,
      `{"id":"${ID}","id":"x","bound":"$@1"}`,
      `{"id":"${ID}#x","bound":"$@1"}`,
      `{"bound":"$@1","id":"${ID}"}`,
      `{"id":"${ID.slice(1)}","bound":"$@1"}`,
      `{"id":"${ID}","bound":"$@1"} `,
      `{"id":"${ID}","bound":"$@1"}\n`,
    ]) {
      expect({ value, passes: formWith('$ACTION_1:0', value) }).toEqual({ value, passes: false });
    }
  });

  test('is refused when its first arguments would be refused of a call', () => {
    expect(formWith('$ACTION_1:1', '[{"a":"$undefined","b":"$$"}]')).toBe(true);
    for (const value of [
      '',
      'x',
      'null',
      '{}',
      '{"length":5}',
      '["$F1"]',
      '["$@0"]',
      `[${'['.repeat(40)}${']'.repeat(40)}]`,
    ]) {
      expect(formWith('$ACTION_1:1', value)).toBe(false);
    }
  });
});

describe('React itself', () => {
  const json = fc.jsonValue({ maxDepth: 5 });
  const argument = fc.oneof(
    json,
    fc.string(),
    fc.string().map((text) => `$${text}`),
    fc.constant(undefined),
  );

  test('sends what passes', async () => {
    const { encodeReply } = createRequire(import.meta.url)(
      'next/dist/compiled/react-server-dom-turbopack/client.node',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(argument, { maxLength: 4 }), fc.boolean(), async (values, withForm) => {
        const form = new FormData();
        form.append('email', '$F1');
        // As JSON has them: React has references for -0, and for an object that it meets twice.
        const plain = values.map((value) => value && JSON.parse(JSON.stringify(value)));
        const reply: string | FormData = await encodeReply(withForm ? [...plain, form] : plain);
        const sent =
          typeof reply === 'string'
            ? [{ name: '0', value: reply }]
            : [...reply].map(([name, value]) => ({ name, value: String(value) }));
        expect(isActionCall(sent)).toBe(true);
      }),
    );
  });

  test('decodes whatever passes', () => {
    const token = fc.constantFrom(
      '[',
      ']',
      '{',
      '}',
      ',',
      ':',
      '"',
      '"$',
      '"$K1"',
      '"$$"',
      '"$undefined"',
      '"a"',
      'null',
      '0',
      '1e999',
      '\\',
      '\\u0024',
    );
    const loose = fc.array(token, { maxLength: 12 }).map((parts) => `[${parts.join('')}]`);
    const strict = fc.array(argument, { maxLength: 10 }).map((values) => JSON.stringify(values));
    const special = fc.constantFrom(
      '$',
      '$$',
      '$K1',
      '$undefined',
      '$1',
      '$@0',
      'then',
      '__proto__',
      'constructor',
      'length',
    );
    const keyed = fc
      .array(fc.dictionary(special, fc.oneof(special, fc.array(special)), { noNullPrototype: true }))
      .map((values) => JSON.stringify(values));
    const bodies = fc.sample(fc.oneof(loose, strict, keyed), 20_000).filter(call);
    expect(bodies.length).toBeGreaterThan(1_000);
    expect(failures(bodies)).toEqual([]);
  });
});

/** Those that React's server cannot decode, asked in a process that resolves React as servers do. */
function failures(bodies: string[]): string[] {
  const script = `
    const { decodeReply } = require('next/dist/compiled/react-server-dom-turbopack/server.node');
    const bodies = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
    const decode = (body) => decodeReply(body, {}).then((values) => !Array.isArray(values), () => true);
    Promise.all(bodies.map(decode)).then((failed) => console.log(JSON.stringify(bodies.filter((_, index) => failed[index]))));
  `;
  const answer = execFileSync(process.execPath, ['--conditions=react-server', '--eval', script], {
    cwd: import.meta.dirname,
    env: { ...process.env, NODE_ENV: 'production' },
    input: JSON.stringify(bodies),
    maxBuffer: 2 ** 26,
  });
  return JSON.parse(answer.toString());
}

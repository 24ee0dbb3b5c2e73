import compile from 'icu-minify/compile';
import { createElement, type ReactNode } from 'react';
import { expect, test } from 'vitest';
import { translate } from './format';
import { isolated } from './isolated';

test('what is put into a message stands apart, wherever it is put', () => {
  expect(say('مرحبًا {name}', { name: 'Ada' })).toBe('مرحبًا \u2068Ada\u2069');
  expect(say('{n, plural, one {رسالة من {name}} other {# رسائل من {name}}}', { n: 3, name: 'Ada' })).toBe(
    '3 رسائل من \u2068Ada\u2069',
  );
});

test('what only chooses does so still', () => {
  expect(say('{how, select, passkey {بمفتاح مرور} other {بالبريد}}', { how: 'passkey' })).toBe('بمفتاح مرور');
  expect(say('{at, date, ::yyyy}', { at: new Date(0) })).toMatch(/1970|١٩٧٠/);
});

test('what stands within an element stands apart as well', () => {
  const t = translate('ar', () => isolated(compile('افتح <link>{name}</link>.')));
  const seen: ReactNode[] = [];
  t.rich('common.tryAgain', {
    name: 'Gmail',
    link: (chunks) => {
      seen.push(chunks);
      return createElement('a', null, chunks);
    },
  });
  expect(seen.flat()).toEqual(['\u2068Gmail\u2069']);
});

test('a message without values stays as it is', () => {
  expect(isolated(compile('تسجيل الدخول'))).toBe('تسجيل الدخول');
});

function say(message: string, values: Record<string, string | number | Date>) {
  return translate('ar', () => isolated(compile(message)))('common.tryAgain', values);
}

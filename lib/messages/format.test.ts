import compile from 'icu-minify/compile';
import { createElement, type ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { type MessageKey, translate } from './format';
import type { Locale } from './languages';

test('a message is told with its values', () => {
  expect(say('en', 'Hello {name}', { name: 'Ada' })).toBe('Hello Ada');
});

test('numbers take the form of the language', () => {
  const seconds =
    '{n, plural, zero {لا ثوان} one {ثانية} two {ثانيتان} few {# ثوان} many {# ثانية} other {# ثانية}}';
  expect([1, 2, 5, 30].map((n) => say('ar', seconds, { n }))).toEqual([
    'ثانية',
    'ثانيتان',
    '5 ثوان',
    '30 ثانية',
  ]);
});

test('elements stand where the message has them', () => {
  const t = translate('de', () => compile('Mit dem <link>Passkey von {name}</link>.'));
  const link = (chunks: ReactNode) => createElement('a', { href: '/' }, chunks);
  expect(renderToStaticMarkup(t.rich(ANY, { link, name: 'Ada' }))).toBe(
    'Mit dem <a href="/">Passkey von Ada</a>.',
  );
});

test('a value that is missing is told to the developer, not to the reader', () => {
  expect(() => say('en', 'Hello {name}', {})).toThrow('name');
});

function say(locale: Locale, message: string, values: Record<string, string | number>) {
  return translate(locale, () => compile(message))(ANY, values);
}

const ANY: MessageKey = 'common.tryAgain';

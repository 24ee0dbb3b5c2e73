import { expect, test } from 'vitest';
import { preferredLocale } from './preferred-locale';

test.each([
  ['de', 'de'],
  ['de-AT,de;q=0.9,en;q=0.8', 'de'],
  ['ar-EG', 'ar'],
  ['AR-eg, en;q=0.5', 'ar'],
  ['fr-FR,fr;q=0.9,de;q=0.3', 'de'],
  ['fr', 'en'],
  ['*', 'en'],
  ['en-US,en;q=0.9,ar;q=0.8', 'en'],
  ['de;q=0, ar;q=0.1', 'ar'],
])('a browser that asks for %s is spoken to in %s', (header, locale) => {
  expect(preferredLocale(header)).toBe(locale);
});

test.each([null, '', ',', ';q=1', 'de_DE', '\u0000', 'x'.repeat(20_000), 'de;q=nonsense,'.repeat(2000)])(
  'a header that says nothing sensible is answered in a language that there is',
  (header) => {
    expect(['en', 'de']).toContain(preferredLocale(header));
  },
);

import { expect, test } from 'vitest';
import { plainWords } from './plain-words';

test.each(['Ada Lovelace', 'Zoë’s iPhone (2)', 'عادل', 'Ada ❤️', '👩🏽‍💻', '🇨🇭 Key', '❤️'.repeat(40)])(
  'words and pictographs come through: %s',
  (text) => {
    expect(plainWords(text)).toBe(text);
  },
);

test.each([
  'evil.example',
  'https://evil',
  'call 0123 456',
  '<b>',
  'a\u200db',
  '\u202eadA',
  'a\nb',
  'x'.repeat(81),
  '',
])('what could be a link, a number, markup, or cannot be seen does not: %s', (text) => {
  expect(plainWords(text)).toBeNull();
});

// A pattern that goes back would take years.
test.each(['❤️', 'ℹ️', '👩🏽‍💻', '🇨🇭', 'a\ufe0f'])(
  'many of %s and a foreign sign are read in one go',
  (sign) => {
    for (const times of [30, 63, 79]) expect(plainWords(`${sign.repeat(times)}!`)).toBeNull();
  },
);

import { expect, test } from 'vitest';
import { locales } from './languages';
import { formatAgo, formatDay, formatMoment, formatTime } from './moments';

const moment = new Date('2026-11-22T14:03:09Z');

test('a moment is told by day, month in words, year and time, with its zone', () => {
  expect(formatMoment(moment, 'en')).toMatch(/^22 November 2026(,| at) 14:03 UTC$/);
  expect(formatMoment(moment, 'de')).toMatch(/^22\. November 2026(,| um) 14:03 UTC$/);
  expect(formatMoment(moment, 'ar')).toMatch(/^22 نوفمبر 2026.* 14:03 UTC$/);
  expect(formatTime(moment, 'en')).toBe('14:03 UTC');
  expect(formatDay(moment, 'en')).toBe('22 Nov 2026');
});

test('midnight is 00:00 in every language', () => {
  for (const locale of locales)
    expect(formatTime(new Date('2026-11-22T00:00:00Z'), locale)).toMatch(/^00:00/);
});

test.each([
  [-60, 'now'],
  [0, 'now'],
  [59, 'now'],
  [60, '1 minute ago'],
  [3_599, '59 minutes ago'],
  [7_200, '2 hours ago'],
  [86_400, '1 day ago'],
  [29 * 86_400, '29 days ago'],
  [31 * 86_400, '1 month ago'],
  [800 * 86_400, '2 years ago'],
])('%i seconds back is "%s"', (seconds, said) => {
  expect(formatAgo(moment, 'en', new Date(moment.getTime() + seconds * 1000))).toBe(said);
});

import { dateTimeFormat, kept } from './kept';
import type { Locale } from './languages';

/** e.g. "22 November 2026 at 14:03 UTC": of the reader's own zone the server knows nothing. */
export function formatMoment(moment: Date, locale: Locale): string {
  return format(moment, locale, { ...wholeDay, ...timeOfDay });
}

/** e.g. "14:03 UTC". */
export function formatTime(moment: Date, locale: Locale): string {
  return format(moment, locale, timeOfDay);
}

/** e.g. "22 Nov 2026". */
export function formatDay(moment: Date, locale: Locale): string {
  return format(moment, locale, { ...wholeDay, month: 'short' });
}

/** e.g. "now", "5 minutes ago", "3 days ago": right in every zone. What lies ahead, by some clock, is now. */
export function formatAgo(moment: Date, locale: Locale, now: Date): string {
  const seconds = (now.getTime() - moment.getTime()) / 1000;
  const [unit, length] = units.find(([, length]) => seconds >= length) ?? [];
  if (!unit || !length) return relativeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  return relativeFormat(locale).format(-Math.floor(seconds / length), unit);
}

function format(moment: Date, locale: Locale, parts: Intl.DateTimeFormatOptions): string {
  return dateTimeFormat(tags[locale] ?? locale, { ...parts, timeZone: 'UTC' }).format(moment);
}

const relativeFormat = kept(
  (...args: ConstructorParameters<typeof Intl.RelativeTimeFormat>) => new Intl.RelativeTimeFormat(...args),
);

/** Where a language alone does not settle it: the day comes before the month, and nobody takes one for the other. */
const tags: Partial<Record<Locale, string>> = { en: 'en-GB' };

const wholeDay = { day: 'numeric', month: 'long', year: 'numeric' } as const;
const timeOfDay = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' } as const;

/** In seconds, the longest first. */
const units = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

/** The languages there are, each under its own name. Every one has a catalogue beside this file. */
export const languages = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr' },
  ar: { name: 'العربية', direction: 'rtl' },
} as const satisfies Record<string, Language>;

/** A language's tag (BCP 47). */
export type Locale = keyof typeof languages;

/** What is spoken where nothing else is known: every catalogue is measured by this one. */
export const defaultLocale: Locale = 'en';

export const locales = Object.keys(languages) as Locale[];

export function isLocale(tag: unknown): tag is Locale {
  return typeof tag === 'string' && Object.hasOwn(languages, tag);
}

/** The way its text runs. */
export function directionOf(locale: Locale): 'ltr' | 'rtl' {
  return languages[locale].direction;
}

type Language = { name: string; direction: 'ltr' | 'rtl' };

import ar from '@/lib/messages/ar.json' with { type: 'json' };
import de from '@/lib/messages/de.json' with { type: 'json' };
import en from '@/lib/messages/en.json' with { type: 'json' };
import type { Locale } from '@/lib/messages/languages';

/**
 * What a sentence of the English pages is in another language. The accessible names in English are what journeys know the
 * pages by; where a sentence stands for several, any of its translations will do.
 */
export function wordsIn(language: Locale): (sentence: string) => string | RegExp {
  if (language === 'en') return (sentence) => sentence;
  const theirs = sentences(catalogues[language]);
  return (sentence) => {
    const keys = [...english].flatMap(([key, text]) => (text === sentence ? key : []));
    const translations = [...new Set(keys.map((key) => theirs.get(key) ?? ''))];
    if (translations.length === 0) throw new Error(`No message says "${sentence}".`);
    return new RegExp(`^(${translations.map(escaped).join('|')})$`);
  };
}

function sentences(catalogue: Catalogue): Map<string, string> {
  return new Map(
    Object.entries(catalogue).flatMap(([namespace, messages]) =>
      Object.entries(messages).map(([key, text]) => [`${namespace}.${key}`, text] as const),
    ),
  );
}

function escaped(text: string): string {
  return text.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&');
}

const catalogues: Record<Locale, Catalogue> = { en, de, ar };
const english = sentences(en);

type Catalogue = Record<string, Record<string, string>>;

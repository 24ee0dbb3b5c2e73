import formatMessage, { type CompiledMessage, type FormatValues } from 'icu-minify/format';
import { createElement, Fragment, type ReactNode } from 'react';
import type catalogue from './en.json';
import { dateTimeFormat, kept } from './kept';
import type { Locale } from './languages';

/**
 * A translator: `t(key, values)` is a sentence, `t.rich(key, values)` one with elements in it, made by a function for each
 * of the message's tags. Messages are written in ICU MessageFormat. Throws where a value is missing.
 */
export function translate(locale: Locale, find: (key: MessageKey) => CompiledMessage): Translate {
  const format = (key: MessageKey, values: RichValues = {}) =>
    formatMessage<ReactNode>(find(key), locale, values as FormatValues<ReactNode>, options);
  const plain = (key: MessageKey, values?: Values) => String(format(key, values));
  const rich = (key: MessageKey, values: RichValues) => {
    const parts = format(key, values);
    return Array.isArray(parts) ? createElement(Fragment, null, ...parts) : parts;
  };
  return Object.assign(plain, { rich, locale });
}

const options = {
  timeZone: 'UTC',
  formatters: {
    getDateTimeFormat: dateTimeFormat,
    getNumberFormat: kept(
      (...args: ConstructorParameters<typeof Intl.NumberFormat>) => new Intl.NumberFormat(...args),
    ),
    getPluralRules: kept(
      (...args: ConstructorParameters<typeof Intl.PluralRules>) => new Intl.PluralRules(...args),
    ),
  },
};

/** The catalogue's two levels, e.g. `signIn.heading`. */
export type MessageKey = {
  [N in Namespace]: `${N}.${keyof Catalogue[N] & string}`;
}[Namespace];
export type Namespace = keyof Catalogue;
export type Catalogue = typeof catalogue;

/** Messages as they are sent to a browser. */
export type CompiledMessages = Partial<Record<Namespace, Record<string, CompiledMessage>>>;

export type Translate = {
  (key: MessageKey, values?: Values): string;
  rich: (key: MessageKey, values: RichValues) => ReactNode;
  locale: Locale;
};
type Values = Record<string, string | number | Date>;
type RichValues = Record<string, string | number | Date | ((chunks: ReactNode) => ReactNode)>;

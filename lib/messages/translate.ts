import 'server-only';
import compile from 'icu-minify/compile';
import type { CompiledMessage } from 'icu-minify/format';
import ar from './ar.json';
import de from './de.json';
import en from './en.json';
import {
  type Catalogue,
  type CompiledMessages,
  type MessageKey,
  type Namespace,
  type Translate,
  translate,
} from './format';
import { isolated } from './isolated';
import { directionOf, type Locale, locales } from './languages';

/** The translator of a language, with all there is to say in it. */
export function translator(locale: Locale): Translate {
  return translators[locale];
}

/** Some of a language's messages, compiled: for the components that run in the browser, which bring no compiler. */
export function compiledMessages(locale: Locale, namespaces: readonly Namespace[]): CompiledMessages {
  const picked: CompiledMessages = {};
  for (const namespace of namespaces) {
    const keys = Object.keys(catalogues[locale][namespace]);
    picked[namespace] = Object.fromEntries(
      keys.map((key) => [key, compiled(locale, `${namespace}.${key}` as MessageKey)]),
    );
  }
  return picked;
}

export function isMessageKey(key: string): key is MessageKey {
  return lookUp('en', key) !== undefined;
}

function compiled(locale: Locale, key: MessageKey): CompiledMessage {
  const known = compilations[locale].get(key);
  if (known !== undefined) return known;
  // Copied, for the compiler's objects have no prototype, and such cannot be sent to a client component.
  const written = structuredClone(compile(lookUp(locale, key) ?? key));
  const message = directionOf(locale) === 'rtl' ? isolated(written) : written;
  compilations[locale].set(key, message);
  return message;
}

function lookUp(locale: Locale, key: string): string | undefined {
  const [namespace = '', name = ''] = key.split('.');
  const messages: Record<string, Record<string, string>> = catalogues[locale];
  if (!Object.hasOwn(messages, namespace)) return undefined;
  const found = messages[namespace];
  return found && Object.hasOwn(found, name) ? found[name] : undefined;
}

function ofEach<T>(make: (locale: Locale) => T): Record<Locale, T> {
  return Object.fromEntries(locales.map((locale) => [locale, make(locale)])) as Record<Locale, T>;
}

const catalogues: Record<Locale, Catalogue> = { en, de, ar };
const compilations = ofEach(() => new Map<MessageKey, CompiledMessage>());
const translators = ofEach((locale) => translate(locale, (key) => compiled(locale, key)));

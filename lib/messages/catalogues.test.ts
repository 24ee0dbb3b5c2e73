import { readdirSync, readFileSync } from 'node:fs';
import compile from 'icu-minify/compile';
import { describe, expect, test } from 'vitest';
import { policy } from '@/lib/policy';
import ar from './ar.json';
import de from './de.json';
import en from './en.json';
import { locales } from './languages';

const catalogues: Record<string, Catalogue> = { ar, de, en };

describe.each(locales)('The catalogue %s', (locale) => {
  const catalogue = catalogues[locale] ?? {};

  test('has every message, in the order of the English one', () => {
    expect(keysOf(catalogue)).toEqual(keysOf(en));
  });

  test('leaves no message empty, and none untranslated but what is the same in both', () => {
    for (const key of keysOf(en)) expect(messageOf(catalogue, key).trim(), key).not.toBe('');
    if (locale === 'en') return;
    const same = keysOf(en).filter((key) => messageOf(catalogue, key) === messageOf(en, key));
    // Whole sentences never are.
    for (const key of same) expect(messageOf(en, key), key).not.toMatch(/[a-z] [a-z]+ [a-z]/i);
  });

  test('asks for the same values and elements as the English one', () => {
    for (const key of keysOf(en)) {
      expect(partsOf(compile(messageOf(catalogue, key))), key).toEqual(partsOf(compile(messageOf(en, key))));
    }
  });

  test('has a form for every number that its language tells apart', () => {
    const { pluralCategories } = new Intl.PluralRules(locale).resolvedOptions();
    for (const key of keysOf(en)) {
      for (const forms of pluralsIn(compile(messageOf(catalogue, key)))) {
        expect(Object.keys(forms), key).toEqual(expect.arrayContaining(pluralCategories));
      }
    }
  });

  test('tells people the numbers of the policy', () => {
    const tells = (key: string, ...numbers: number[]) => {
      for (const number of numbers)
        expect(messageOf(catalogue, key), key).toMatch(new RegExp(`\\b${number}\\b`));
    };
    tells('refusals.link_expired', policy.link.lifetime / 60);
    tells('refusals.ask_again', policy.link.lifetime / 60);
    tells('refusals.passkey_limit', policy.passkeysPerAccount);
    tells('refusals.event_gone', policy.notMe / 86_400);
    tells('fields.username', policy.names.username.shortest, policy.names.username.longest);
    tells('fields.name', policy.names.name.longest, policy.names.passkeyName.longest);
    // In words: "ten minutes", "a minute".
    expect([policy.mailsPerClient.window, policy.challengesPerClient.window]).toEqual([600, 600]);
    expect([policy.recovery.triesPerClient.window, policy.mailsPerMailbox[0].window]).toEqual([600, 60]);
  });
});

test('every refusal has whole sentences of its own, in plain words', () => {
  const sentences = Object.values(en.refusals);
  expect(new Set(sentences).size).toBe(sentences.length);
  for (const sentence of sentences) {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/\b(error|invalid|failed|token|null|undefined)\b|_/i);
  }
});

test('no message is kept that nothing says any more', () => {
  const source = ['app', 'components', 'db', 'lib', 'operate']
    .flatMap((folder) => readdirSync(folder, { recursive: true }).map((file) => `${folder}/${file}`))
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  // Some names are put together: `refusals.${code}`.
  const composed = [...source.matchAll(/`([A-Za-z]+\.[A-Za-z]*)\$\{/g)].map(([, start = '']) => start);
  const said = (key: string) =>
    source.includes(`'${key}'`) ||
    (composed.some((start) => key.startsWith(start)) &&
      new RegExp(`\\b${key.split('.')[1]}\\b`).test(source));
  expect(keysOf(en).filter((key) => !said(key))).toEqual([]);
});

function keysOf(catalogue: Catalogue): string[] {
  return Object.entries(catalogue).flatMap(([namespace, messages]) =>
    Object.keys(messages).map((name) => `${namespace}.${name}`),
  );
}

function messageOf(catalogue: Catalogue, key: string): string {
  const [namespace = '', name = ''] = key.split('.');
  return catalogue[namespace]?.[name] ?? '';
}

/** The names of the values and elements in a compiled message. */
function partsOf(message: unknown): string[] {
  return [...new Set(nodesIn(message).map(([name]) => String(name)))].toSorted();
}

function pluralsIn(message: unknown): object[] {
  return nodesIn(message).flatMap(([, kind, forms]) => (kind === PLURAL && isForms(forms) ? [forms] : []));
}

/** Every `[name, …]` of a compiled message, at any depth. */
function nodesIn(nodes: unknown): unknown[][] {
  if (!Array.isArray(nodes)) return [];
  return nodes.filter(Array.isArray).flatMap((node: unknown[]) => {
    const [, ...rest] = node;
    const inner = rest.flatMap((part) => (isForms(part) ? Object.values(part) : [part]));
    return [node, ...inner.flatMap((part) => nodesIn(Array.isArray(part) ? part : [part])), ...nodesIn(rest)];
  });
}

function isForms(part: unknown): part is object {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}

/** How a compiled message marks one that depends on a number. */
const PLURAL = 2;

type Catalogue = Record<string, Record<string, string>>;

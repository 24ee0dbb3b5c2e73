import { caniemail } from 'caniemail';
import { HtmlValidate } from 'html-validate';
import { describe, expect, test } from 'vitest';
import { locales } from '@/lib/messages/languages';
import { everyMail } from '@/test/mails';
import { renderMail } from './render';

/** The mail programs that mails are written for, as caniemail.com calls them. */
const clients = [
  'gmail.*',
  'outlook.*',
  'apple-mail.*',
  'yahoo.*',
  'aol.*',
  'samsung-email.*',
  'thunderbird.*',
  'protonmail.*',
  'fastmail.*',
] as const;

/** What some of them do not know, and why it stands in mails all the same. */
const borne: Record<string, string> = {
  '@media': 'without it a mail is light, and has the room of a large screen around its words',
  '<style> element': 'it holds nothing but the above',
  '<body> element': 'a table repeats its ground',
  'display:none': 'what is not hidden is one pixel high and as pale as its ground',
  'border-radius': 'corners are square in Word',
  'word-break': 'Word and Yahoo break long words by themselves',
  'user-select': 'where one tap does not select the code, three do',
  'role attribute': 'the old Mail of Windows reads out the tables',
  'height property': 'there is none: line-height is taken for it',
  'target attribute': 'programs that do not know it open links in a window of their own anyway',
  'text-decoration': 'a button is underlined in Proton Mail on iOS',
};

const rendered = await Promise.all(
  locales.flatMap((locale) =>
    everyMail().map(async ([name, mail]) => ({ name, locale, ...(await renderMail({ ...mail, locale })) })),
  ),
);
const unknown = new Map(rendered.map((mail) => [mail, unknownTo(mail.html)]));

describe.each(rendered)('the mail "$name" ($locale)', (mail) => {
  const { html } = mail;

  test('asks of no mail program what it cannot do, but for what is listed with its reason', () => {
    expect(unknown.get(mail)?.filter((title) => !Object.hasOwn(borne, title))).toEqual([]);
  });

  test('pads cells, and a link in one that Word pads in its place: nothing else', () => {
    const padded = html.match(/<(?!(td|body)\b)[^>]*[" ;]padding[^>]*>/g) ?? [];
    expect(padded.filter((tag) => !tag.startsWith('<a '))).toEqual([]);
    expect(html.split('mso-padding-alt')).toHaveLength(padded.length + 1);
  });

  test('is far too small to be cut off (Gmail cuts at 102 kB)', () => {
    expect(Buffer.byteLength(html)).toBeLessThan(16_000);
  });
});

// What is sound in one language is in the others.
test.each(rendered.filter(({ locale }) => locale === 'ar'))(
  'the mail "$name" is sound HTML',
  async ({ html }) => {
    const { results } = await validator.validateString(html);
    expect(results.flatMap(({ messages }) => messages.map(({ message }) => message))).toEqual([]);
  },
);

test('every reason is needed', () => {
  const needed = new Set([...unknown.values()].flat());
  expect(Object.keys(borne).filter((title) => !needed.has(title))).toEqual([]);
});

const validator = new HtmlValidate({
  extends: ['html-validate:recommended'],
  rules: {
    // As React writes it.
    'doctype-style': 'off',
    'void-style': 'off',
    'attr-case': 'off',
    // What Word and webmail understand.
    'no-inline-style': 'off',
    'no-deprecated-attr': 'off',
  },
});

function unknownTo(html: string): string[] {
  const { issues } = caniemail({ clients: [...clients], html });
  return [...new Set([...issues.errors.values()].flat().map(({ title }) => title))];
}

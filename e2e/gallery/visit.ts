import { expect, type Page } from '@playwright/test';
import type { Locale } from '@/lib/messages/languages';
import { query } from '../../test/query';
import { type Person, somebody } from '../steps';
import { wordsIn } from './words';

/** Something that the application can look like, and the shortest way there, in any language. */
export interface State {
  /** In file names, and in what everybody in it is called. */
  name: string;
  /** Whether it takes a script to be seen. */
  scripted?: true;
  open(visit: Visit): Promise<unknown>;
}

/** A browser on its way to a state, and the person whose state it is. */
export function openVisit({ page, state, language, address, as }: Way) {
  const person = adaIn(state, language, as);
  const say = wordsIn(language);
  const button = (name: string) => page.getByRole('button', { name: say(name), exact: true }).first();
  return {
    page,
    person,
    /** The header by which the browser says which client it is. */
    address,
    button,

    press: (name: string) => button(name).click(),

    /** Fills in fields, by their names, and sends the form of the last one as Enter does. */
    async send(fields: Record<string, string>) {
      for (const [name, value] of Object.entries(fields)) await field(page, name).fill(value);
      await field(page, Object.keys(fields).at(-1) ?? '').press('Enter');
    },

    /** Waits until the page says that something is wrong. */
    refused: () =>
      expect(page.locator('main [aria-invalid=true], main [role=alert] *').first()).toBeVisible(),

    /** Runs a statement about this person, whose address is its first parameter. */
    alter: (statement: string, ...values: unknown[]) =>
      query(process.env.E2E_DATABASE_URL ?? '', statement, [person.email, ...values]),
  };
}

/** Of fields with one name, as every passkey's dialog has them, the one that is seen. */
export function field(page: Page, name: string) {
  return page.locator(`main [name="${name}"]`).filter({ visible: true }).first();
}

/** Nobody shares an account or a mailbox; the name is the same in all pictures. */
function adaIn(state: string, language: Locale, as: string): Person {
  const username = language === 'en' ? `${as}${state}` : `${as}${state}-${language}`;
  return { ...somebody(), name: 'Ada Lovelace', username, email: `${username}@example.com` };
}

type Way = {
  page: Page;
  state: string;
  language: Locale;
  address: Record<string, string>;
  /** What the username begins with. */
  as: string;
};
export type Visit = ReturnType<typeof openVisit>;

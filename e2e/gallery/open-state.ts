import { type BrowserContextOptions, expect, type Page } from '@playwright/test';
import { directionOf, type Locale } from '@/lib/messages/languages';
import { clientAddress } from '../fixtures';
import { openVisit, type State } from './visit';

/**
 * A new browser, in one of the states. Nothing has failed on the way, and it is in the language that was asked for. Suites
 * that go through the same states have usernames of their own.
 */
export async function openState(
  { name, open }: State,
  openBrowser: OpenBrowser,
  { language = 'en', as = 'ada-' }: { language?: Locale; as?: string } = {},
) {
  const address = clientAddress();
  const page = await openBrowser({ extraHTTPHeaders: address, locale: language, reducedMotion: 'reduce' });
  const failures: string[] = [];
  page.on(
    'response',
    (answer) => answer.status() >= 500 && failures.push(`${answer.status()} ${answer.url()}`),
  );
  page.on('pageerror', (error) => failures.push(error.message));
  await open(openVisit({ page, state: name, language, address, as }));
  expect(failures).toEqual([]);
  await expect(page.locator('html')).toHaveAttribute('lang', language);
  await expect(page.locator('html')).toHaveAttribute('dir', directionOf(language));
  return page;
}

type OpenBrowser = (options?: BrowserContextOptions) => Promise<Page>;

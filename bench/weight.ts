import { gzipSync } from 'node:zlib';
import type { BrowserContext, Response } from '@playwright/test';
import { test } from '@/e2e/fixtures';
import { openState } from '@/e2e/gallery/open-state';
import { states } from '@/e2e/gallery/states';
import { locales } from '@/lib/messages/languages';

/** The pages that people see first, and the one that they see most. */
const PAGES = ['start', 'sign-in', 'register', 'check-email', 'welcome', 'account', 'passkeys'];
/** By what the browser wants it for. */
const KINDS = ['script', 'stylesheet', 'document'];

test('what each page weighs', async ({ openBrowser }) => {
  print('page', 'JavaScript', 'CSS', ...locales.map((locale) => `HTML, ${locale}`));
  print(...Array.from({ length: 3 + locales.length }, () => '---'));
  for (const state of states.filter(({ name }) => PAGES.includes(name))) {
    const weights = [];
    for (const locale of locales) {
      const page = await openState(state, openBrowser, { language: locale });
      weights.push(await weigh(page.context(), page.url()));
    }
    const [first] = weights;
    const path = `\`${first?.path}\``;
    print(
      path,
      kilobytes(first?.script),
      kilobytes(first?.stylesheet),
      ...weights.map(({ document }) => kilobytes(document)),
    );
  }
});

/** Loads a page anew, with nothing kept, and adds up what comes, as gzip makes it. */
async function weigh(context: BrowserContext, url: string) {
  const page = await context.newPage();
  const answers: Response[] = [];
  page.on('response', (answer) => answers.push(answer));
  await page.goto(url, { waitUntil: 'networkidle' });
  const sums: Record<string, number> = {};
  for (const answer of answers) {
    const kind = answer.request().resourceType();
    if (KINDS.includes(kind)) sums[kind] = (sums[kind] ?? 0) + gzipSync(await answer.body()).length;
  }
  await page.close();
  return { path: new URL(url).pathname, ...sums } as { path: string } & Record<string, number>;
}

function kilobytes(bytes = 0): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

function print(...cells: string[]) {
  console.log(`| ${cells.join(' | ')} |`);
}

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** A page as it stands passes WCAG 2.2 AA, as far as a program can tell, and is no wider than its screen. */
export async function expectAccessible(page: Page) {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
  await expectNoViolation(page, (axe) => axe.withTags(tags));
  await expectToFit(page);
}

/** Its text stands out from its ground: what else there is to it is the same in other colours. */
export async function expectContrast(page: Page) {
  await expectNoViolation(page, (axe) => axe.withRules('color-contrast'));
}

async function expectNoViolation(page: Page, choose: (axe: AxeBuilder) => AxeBuilder) {
  // Without frames, which no page of ours has, it needs no second tab to add up its findings.
  const { violations } = await choose(new AxeBuilder({ page }).setLegacyMode()).analyze();
  const found = violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  expect(found, page.url()).toEqual([]);
}

/** Nothing has to be scrolled sideways. */
export async function expectToFit(page: Page) {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow, `${page.url()} is wider than the screen`).toBeLessThanOrEqual(0);
}

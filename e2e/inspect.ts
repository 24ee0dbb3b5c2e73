import { expect, type Page } from '@playwright/test';
import { expectAccessible, expectContrast, expectToFit } from './accessible';

/**
 * Looks at a page as it stands, and takes its picture: on a phone and on a desktop, in both colour schemes and in forced
 * colours, and enlarged. The page is brought there once; only the screen around it changes.
 */
export async function inspect(page: Page, name: string) {
  for (const [size, viewport] of Object.entries(sizes)) {
    await page.setViewportSize(viewport);
    // What is not about colours is the same in both schemes.
    await page.emulateMedia({ colorScheme: 'light' });
    await expectAccessible(page);
    await picture(page, `${name}-${size}-light`);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectContrast(page);
    await picture(page, `${name}-${size}-dark`);
  }
  await expectStillness(page);

  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  await expectEdges(page);
  await picture(page, `${name}-desktop-forced`);
  await page.emulateMedia({ forcedColors: 'none' });

  await expectToFitEnlarged(page);
}

/** As `inspect`, on a phone alone: for languages, whose words differ, but not their colours. */
export async function inspectOnPhone(page: Page, name: string) {
  await page.setViewportSize(sizes.phone);
  await expectAccessible(page);
  await picture(page, `${name}-phone`);
  await page.setViewportSize({ ...sizes.phone, width: 320 });
  await expectToFit(page);
}

/** The whole page, but of a dialog what is seen of it. */
async function picture(page: Page, name: string) {
  const fullPage = (await page.locator('dialog[open]').count()) === 0;
  await page.screenshot({ path: `test-results/pictures/${name}.png`, fullPage, animations: 'disabled' });
}

/** At 400 %, where 1280 pixels are as 320 (WCAG 2.2, 1.4.10), and with letters of twice their size (1.4.4). */
async function expectToFitEnlarged(page: Page) {
  await page.setViewportSize({ width: 320, height: 256 });
  await expectToFit(page);
  await page.setViewportSize(sizes.desktop);
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  await expectToFit(page);
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
}

/** Whoever asked for less motion sees none (WCAG 2.2, 2.3.3): the browsers of the gallery have asked. */
async function expectStillness(page: Page) {
  const moving = await page.evaluate(() =>
    [...document.querySelectorAll('*')]
      .filter((element) => {
        const { animationDuration, transitionDuration } = getComputedStyle(element);
        return `${animationDuration}, ${transitionDuration}`
          .split(', ')
          .some((duration) => Number.parseFloat(duration) > 0.001);
      })
      .map((element) => element.outerHTML.slice(0, 100)),
  );
  expect(moving, 'what moves for more than a millisecond').toEqual([]);
}

/** In forced colours grounds and shadows are gone: what can be pressed or filled in has an edge, or the look of a link. */
async function expectEdges(page: Page) {
  const lost = await page.evaluate(() =>
    [...document.querySelectorAll('button, input, summary, select, a')]
      .filter((element) => element.checkVisibility({ visibilityProperty: true }))
      .filter((element) => {
        const look = getComputedStyle(element);
        const ground = getComputedStyle(document.body).backgroundColor;
        const edge = Number.parseFloat(look.borderTopWidth) > 0 && look.borderTopColor !== ground;
        return !edge && look.color === getComputedStyle(document.body).color && look.appearance === 'none';
      })
      .map((element) => element.outerHTML.slice(0, 160)),
  );
  expect(lost, 'what cannot be told from text in forced colours').toEqual([]);
}

const sizes = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };

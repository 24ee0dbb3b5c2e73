import { expect, type Locator, type Page } from '@playwright/test';

/** Presses Tab until a control has the focus, if it has not. Every stop on the way can be seen to have it (WCAG 2.2, 2.4.7 and 2.4.11). */
export async function tabTo(page: Page, control: Locator) {
  for (let stops = 0; stops < 40 && !(await hasFocus(control)); stops++) {
    await page.keyboard.press('Tab');
    await expectFocusSeen(page);
  }
  await expect(control).toBeFocused();
}

/** Presses Tab so many times; answers the names of the controls that get the focus. */
export async function stopsFromHere(page: Page, count: number): Promise<string[]> {
  const stops: string[] = [];
  for (let n = 0; n < count; n++) {
    await page.keyboard.press('Tab');
    await expectFocusSeen(page);
    stops.push(await page.locator(':focus').evaluate(nameOf));
  }
  return stops;
}

/** Whether what has the focus has an outline, and lies on the screen with nothing over it. */
async function expectFocusSeen(page: Page) {
  const focused = page.locator(':focus');
  // From the last control on, the browser's own come first.
  if ((await focused.count()) === 0) return;
  const unseen = await focused.evaluate((element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const { left, top, width, height } = element.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    const outlined = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2;
    const uncovered = there !== null && (element.contains(there) || there.contains(element));
    return outlined && uncovered ? null : element.outerHTML.slice(0, 200);
  });
  expect(unseen, 'what has the focus, and does not look like it').toBeNull();
}

async function hasFocus(control: Locator): Promise<boolean> {
  return (await control.count()) === 1 && control.evaluate((element) => element === document.activeElement);
}

function nameOf(element: Element): string {
  const label = (element instanceof HTMLInputElement && element.labels?.[0]) || element;
  const spoken = label.cloneNode(true) as Element;
  for (const unspoken of spoken.querySelectorAll('[aria-hidden=true]')) unspoken.remove();
  return spoken.textContent.trim();
}

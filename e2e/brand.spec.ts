import { accentColors, inAccent } from '../components/brand/derive.mjs';
import { withoutAutofill } from './authenticator';
import { expect, test } from './fixtures';

const accents = {
  blue: { hue: 255, chroma: 0.13 },
  plum: { hue: 340, chroma: 0.11 },
};

for (const [name, accent] of Object.entries(accents)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`an accent in ${name} is that of the icons and mails on pages as well, ${colorScheme}`, async ({
      openBrowser,
    }) => {
      const page = await openBrowser({
        viewport: { width: 680, height: 640 },
        colorScheme,
        deviceScaleFactor: 1,
      });
      await withoutAutofill(page);
      await page.goto('/sign-in');
      const logo = `url("data:image/svg+xml,${encodeURIComponent(inAccent('logo', accent))}")`;
      await page.evaluate(
        ([hue, chroma, image]) => {
          const { style } = document.documentElement;
          style.setProperty('--accent-hue', hue);
          style.setProperty('--accent-chroma', chroma);
          style.setProperty('--logo', image);
        },
        [String(accent.hue), String(accent.chroma), logo] as const,
      );
      await page.screenshot({
        path: `test-results/pictures/accent-${name}-${colorScheme}.png`,
        animations: 'disabled',
      });

      const button = page.getByRole('button', { name: 'Sign in with a passkey' });
      const painted = await button.evaluate((element) => {
        const canvas = document.createElement('canvas').getContext('2d');
        if (!canvas) throw new Error('There is nothing to paint on');
        canvas.fillStyle = getComputedStyle(element).backgroundColor;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)];
      });
      const written =
        accentColors(accent)
          .ground.match(/\w\w/g)
          ?.map((digits) => Number.parseInt(digits, 16)) ?? [];
      for (const [channel, value] of painted.entries()) {
        expect(
          Math.abs(value - (written[channel] ?? Number.NaN)),
          `${painted}, not ${written}`,
        ).toBeLessThanOrEqual(2);
      }
    });
  }
}

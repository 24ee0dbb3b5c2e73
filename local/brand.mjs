// `npm run brand`: carries the accent and the logo of components/brand/ to everything that repeats them.
import { writeFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { accentInUse, derivedFiles, drawings, fingerprints, inAccent } from '../components/brand/derive.mjs';
import { findChromium } from '../test/requirements.mjs';

for (const [file, text] of Object.entries(derivedFiles())) write(file, text);

const browser = await chromium.launch({
  executablePath: findChromium() ?? undefined,
  args: ['--no-sandbox', '--force-color-profile=srgb'],
});
const page = await browser.newPage({ colorScheme: 'light' });
for (const { file, of, size } of drawings) {
  const picture = await draw(inAccent(of, accentInUse()), size);
  write(file, file.endsWith('.ico') ? icoOf(picture, size) : picture);
}
await browser.close();
write('components/brand/made.json', `${JSON.stringify(fingerprints(), null, 2)}\n`);

/**
 * @param {string} svg
 * @param {number} size
 */
async function draw(svg, size) {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  await page.setViewportSize({ width: size, height: size });
  await page.setContent(
    `<body style="margin:0"><img src="${source}" style="display:block;width:100vw;height:100vh;object-fit:contain">`,
  );
  await page.locator('img').evaluate((image) => /** @type {HTMLImageElement} */ (image).decode());
  return page.screenshot({ omitBackground: true });
}

/**
 * One picture in the ICO format, which may hold a PNG.
 * @param {Buffer} png
 * @param {number} size
 */
function icoOf(png, size) {
  const head = Buffer.alloc(22);
  head.writeUInt16LE(1, 2); // an icon
  head.writeUInt16LE(1, 4); // of one picture
  head.writeUInt8(size, 6);
  head.writeUInt8(size, 7);
  head.writeUInt16LE(1, 10);
  head.writeUInt16LE(32, 12);
  head.writeUInt32LE(png.length, 14);
  head.writeUInt32LE(head.length, 18);
  return Buffer.concat([head, png]);
}

/**
 * @param {string} file
 * @param {string | Buffer} content
 */
function write(file, content) {
  writeFileSync(file, content);
  console.log(file);
}

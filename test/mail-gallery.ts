// `npm run mails`: every mail in every language, as HTML, as text and as pictures, in test-results/mails/index.html.
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium } from '@playwright/test';
import { renderMail } from '@/lib/mail/render';
import { languages, locales } from '@/lib/messages/languages';
import { everyMail } from './mails';
import { findChromium } from './requirements.mjs';

const folder = join(import.meta.dirname, '..', 'test-results', 'mails');
const widths = [360, 640];
const schemes = ['light', 'dark'] as const;

await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: findChromium() ?? undefined,
  args: ['--no-sandbox'],
});
const shown: Shown[] = [];
for (const locale of locales) {
  for (const [name, mail] of everyMail()) {
    const { subject, html, text } = await renderMail({ ...mail, locale });
    const file = `${name}.${locale}`;
    await writeFile(join(folder, `${file}.html`), html);
    await writeFile(join(folder, `${file}.txt`), `${subject}\n\n${text}\n`);
    shown.push({ file, locale, subject, bytes: Buffer.byteLength(html) });
  }
}
await writeFile(join(folder, 'index.html'), page());
await Promise.all(widths.map((width) => takePictures(browser, width)));
await browser.close();
process.stdout.write(`${shown.length} mails: ${pathToFileURL(join(folder, 'index.html'))}\n`);

async function takePictures(browser: Browser, width: number): Promise<void> {
  const tab = await browser.newPage({ viewport: { width, height: 640 } });
  for (const { file } of shown) {
    await tab.goto(pathToFileURL(join(folder, `${file}.html`)).href);
    for (const colorScheme of schemes) {
      await tab.emulateMedia({ colorScheme });
      await tab.screenshot({ path: join(folder, picture(file, width, colorScheme)), fullPage: true });
    }
  }
}

function picture(file: string, width: number, scheme: string): string {
  return `${file}-${width}-${scheme}.png`;
}

function page(): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Mails</title>
<style>
  body { font: 16px/1.5 system-ui; margin: 2rem; color-scheme: light dark; }
  img { width: 23%; vertical-align: top; border: 1px solid gray; }
</style>
<h1>Mails</h1>
${locales.map(section).join('\n')}</html>\n`;
}

function section(locale: (typeof locales)[number]): string {
  const { name, direction } = languages[locale];
  const mails = shown.filter((mail) => mail.locale === locale).map(entry);
  return `<section lang="${locale}" dir="${direction}"><h2>${name}</h2>${mails.join('\n')}</section>`;
}

function entry({ file, subject, bytes }: Shown): string {
  const pictures = widths.flatMap((width) => schemes.map((scheme) => picture(file, width, scheme)));
  return `<details><summary>${subject} (${(bytes / 1024).toFixed(1)} kB)</summary>
<p><a href="${file}.html">HTML</a> <a href="${file}.txt">text</a></p>
${pictures.map((source) => `<img src="${source}" alt="" loading="lazy">`).join(' ')}</details>`;
}

type Shown = { file: string; locale: string; subject: string; bytes: number };

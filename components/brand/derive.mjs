// What follows from accent.css, logo.svg and home-screen.svg. `npm run brand` writes it and draws the icons.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { colorToken, hex, linearRgb } from './colors.mjs';

const sources = [
  'components/brand/accent.css',
  'components/brand/logo.svg',
  'components/brand/home-screen.svg',
];

/** The pictures to draw: `any` shape as it is, or a full square that the system cuts into the shape of its icons. */
export const drawings = [
  { file: 'app/favicon.ico', of: 'logo', size: 48 },
  { file: 'app/apple-icon.png', of: 'home-screen', size: 180 },
  { file: 'public/icon-192.png', of: 'logo', size: 192 },
  { file: 'public/icon-512.png', of: 'logo', size: 512 },
  { file: 'public/icon-maskable.png', of: 'home-screen', size: 512 },
];

/** The accent of accent.css. */
export function accentInUse() {
  const css = read('components/brand/accent.css');
  return { hue: numberIn(css, '--accent-hue'), chroma: numberIn(css, '--accent-chroma') };
}

/**
 * The accent as `#rrggbb`: the ground of a button, and what is light enough to be made out on a dark page.
 * @param {import('./colors.mjs').Accent} accent
 */
export function accentColors(accent) {
  const css = read('app/globals.css');
  const ground = colorToken(css, 'accent', 'light');
  const onDark = colorToken(css, 'accent-text', 'dark');
  return { ground: hex(linearRgb(ground, accent)), onDark: hex(linearRgb(onDark, accent)) };
}

/**
 * A drawing of this folder, its `currentColor` being the accent.
 * @param {string} name
 * @param {import('./colors.mjs').Accent} accent
 */
export function inAccent(name, accent) {
  const { ground, onDark } = accentColors(accent);
  const style = `<style>svg{color:${ground}}@media(prefers-color-scheme:dark){svg{color:${onDark}}}</style>`;
  const svg = read(`components/brand/${name}.svg`).trim();
  const [root = ''] = svg.match(/<svg\b[^>]*>/) ?? [];
  for (const needed of ['xmlns', 'viewBox']) {
    if (!root.includes(` ${needed}=`)) throw new Error(`The <svg> of ${name}.svg needs ${needed}`);
  }
  return svg.replace(root, () => root + style);
}

/** The text files that repeat the brand where it cannot be imported, by path. */
export function derivedFiles() {
  const accent = accentInUse();
  const logo = inAccent('logo', accent);
  return {
    'app/icon.svg': `${logo}\n`,
    'components/brand/logo.css': `/* Written by \`npm run brand\`. */\n:root {\n  --logo: url("${dataUrl(logo)}");\n}\n`,
    'lib/brand.ts': `// Written by \`npm run brand\`.\n\n/** The accent, for mails and the manifest, which read no style sheet. */\nexport const accent = '${accentColors(accent).ground}';\n`,
  };
}

/** What the icons were drawn from, and what came of it: no two browsers draw alike to the last bit. */
export function fingerprints() {
  const drawn = drawings.map(({ file }) => [file, fingerprint(readFileSync(file))]);
  return { from: fingerprint(sources.map(read).join('\n')), ...Object.fromEntries(drawn) };
}

/**
 * @param {string} css
 * @param {string} property
 */
function numberIn(css, property) {
  const [, number] = css.match(new RegExp(`${property}: ([\\d.]+);`)) ?? [];
  if (number === undefined) throw new Error(`accent.css gives no number for ${property}`);
  return Number(number);
}

/** @param {string} svg */
function dataUrl(svg) {
  return `data:image/svg+xml,${encodeURIComponent(svg).replaceAll("'", '%27')}`;
}

/** @param {string | Buffer} content */
function fingerprint(content) {
  return createHash('sha256').update(content).digest('hex').slice(0, 16);
}

/** @param {string} file */
function read(file) {
  return readFileSync(file, 'utf8');
}

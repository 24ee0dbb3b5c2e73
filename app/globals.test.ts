import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Accent, colorToken, linearRgb } from '@/components/brand/colors.mjs';

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8');
const hues = Array.from({ length: 72 }, (_, step) => step * 5);
const accents = [0, 0.04, 0.095, 0.15, 0.2].flatMap((chroma) => hues.map((hue) => ({ hue, chroma })));

const grounds = ['canvas', 'surface', 'sunken'];
const text = [
  ...pairs(['ink', 'muted'], [...grounds, 'accent-tint', 'success-tint', 'danger-tint']),
  ...pairs(['accent-text'], [...grounds, 'accent-tint']),
  ...pairs(['danger-text'], ['canvas', 'surface', 'danger-tint']),
  ...pairs(['success-text'], ['success-tint']),
  ...pairs(['accent-ink'], ['accent', 'accent-deep']),
  ...pairs(['danger-ink'], ['danger', 'danger-deep']),
  ...pairs(['ink'], ['control', 'control-deep']),
];
const controls = [...pairs(['edge'], ['canvas', 'surface']), ...pairs(['accent-text'], grounds)];

describe.each(['light', 'dark'] as const)(
  'in the %s scheme, whatever hue and strength the accent has',
  (scheme) => {
    test.each(text)('%s can be read on %s (WCAG 1.4.3, 4.5:1)', (front, ground) => {
      expect(leastContrast(front, ground, scheme)).toBeGreaterThanOrEqual(4.5);
    });

    test.each(controls)('%s can be made out on %s (WCAG 1.4.11, 3:1)', (front, ground) => {
      expect(leastContrast(front, ground, scheme)).toBeGreaterThanOrEqual(3);
    });
  },
);

describe('the tokens are the whole design', () => {
  const pages = ['app', 'components']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)),
    )
    .filter((file) => file.endsWith('.tsx') && !file.endsWith('.test.tsx'))
    .map((file) => ({ file, text: readFileSync(file, 'utf8') }));

  test('no page or component names a measure or a color of its own', () => {
    const own = pages.flatMap(({ file, text }) => {
      // What is in a state may say which: `aria-[current=page]:`.
      const found = text.match(/[\s"'`:](?:[a-z-]+-\[[^\]\s]+\](?!:)|\[[a-z-]+:[^\]\s]+\])/g) ?? [];
      return found.map((name) => `${file}: ${name.slice(1)}`);
    });
    expect(own).toEqual([]);
  });

  test('every token is used', () => {
    const theme = css.slice(css.indexOf('@theme {'), css.indexOf('@keyframes'));
    const tokens = [...theme.matchAll(/^ {2}--([a-z]+(?:-weight)?)-([a-z0-9]+(?:-[a-z0-9]+)*):/gm)];
    expect(tokens.length).toBeGreaterThan(50);
    const unused = tokens
      .filter(([, space]) => !['default', 'font'].includes(space ?? ''))
      .filter(([, space, name]) => {
        const used =
          space === 'breakpoint'
            ? new RegExp(`\\b${name}:|@variant ${name}`)
            : new RegExp(`[a-z]-${name}(?![\\w-])`);
        return !css.includes(`var(--${space}-${name})`) && !pages.some(({ text }) => used.test(text));
      })
      .map(([, space, name]) => `--${space}-${name}`);
    expect(unused).toEqual([]);
  });
});

function pairs(fronts: string[], behind: string[]) {
  return fronts.flatMap((front) => behind.map((ground) => [front, ground] as const));
}

function leastContrast(front: string, ground: string, scheme: 'light' | 'dark') {
  const [fore, behind] = [front, ground].map((name) => colorToken(css, name, scheme));
  const ratios = accents.map((accent) => {
    const [one, other] = [fore, behind].map((color) => luminance(color ?? '', accent));
    return (Math.max(one ?? 0, other ?? 0) + 0.05) / (Math.min(one ?? 0, other ?? 0) + 0.05);
  });
  return Math.min(...ratios);
}

/** Relative luminance (WCAG 2.2). */
function luminance(color: string, accent: Accent) {
  const { red, green, blue } = linearRgb(color, accent);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

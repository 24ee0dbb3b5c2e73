import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const css = readFileSync(new URL('./globals.css', import.meta.url), 'utf8');
const hues = Array.from({ length: 72 }, (_, step) => step * 5);

const grounds = ['canvas', 'surface', 'sunken'];
const text = [
  ...pairs(['ink', 'muted'], [...grounds, 'accent-tint', 'success-tint', 'danger-tint']),
  ...pairs(['accent-text'], [...grounds, 'accent-tint']),
  ...pairs(['danger-text'], ['canvas', 'surface', 'danger-tint']),
  ...pairs(['success-text'], ['success-tint']),
  ...pairs(['accent-ink'], ['accent', 'accent-deep']),
  ...pairs(['danger-ink'], ['danger', 'danger-deep']),
  ...pairs(['ink'], ['line']),
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

function pairs(fronts: string[], behind: string[]) {
  return fronts.flatMap((front) => behind.map((ground) => [front, ground] as const));
}

function leastContrast(front: string, ground: string, scheme: 'light' | 'dark') {
  const ratios = [0.04, 0.095, 0.15, 0.2].flatMap((chroma) =>
    hues.map((hue) => {
      const [one, other] = [front, ground].map((name) => luminance(token(name, scheme), chroma, hue));
      return (Math.max(one ?? 0, other ?? 0) + 0.05) / (Math.min(one ?? 0, other ?? 0) + 0.05);
    }),
  );
  return Math.min(...ratios);
}

/** The `oklch(…)` that a color token has in a scheme. */
function token(name: string, scheme: 'light' | 'dark') {
  const value = css.match(new RegExp(`--color-${name}: ([^;]+);`))?.[1] ?? '';
  const colors = value.match(/oklch\([^()]*(?:(?:var|calc)\((?:[^()]|\([^()]*\))*\)[^()]*)*\)/g) ?? [];
  const color = colors[scheme === 'dark' ? colors.length - 1 : 0];
  if (!color) throw new Error(`globals.css has no color named ${name}`);
  return color;
}

/** Relative luminance (WCAG 2.2) of an `oklch(…)`, cut to sRGB channel by channel as browsers do. */
function luminance(oklch: string, chroma: number, hue: number) {
  const [lightness = 0, c = 0, h = 0] = oklch
    .replaceAll('var(--accent-hue)', String(hue))
    .replaceAll('var(--accent-chroma)', String(chroma))
    .replace(/calc\(([\d.]+) \* ([\d.]+)\)/, (_, one, other) => String(one * other))
    .slice('oklch('.length, -1)
    .split(' ')
    .map(Number);
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const cut = (channel: number) => Math.min(1, Math.max(0, channel));
  return (
    0.2126 * cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s) +
    0.7152 * cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s) +
    0.0722 * cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  );
}

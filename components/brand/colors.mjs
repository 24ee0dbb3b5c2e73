/**
 * The `oklch(…)` that a color token of the style sheet has in a scheme.
 * @param {string} css
 * @param {string} name without `--color-`
 * @param {'light' | 'dark'} scheme
 */
export function colorToken(css, name, scheme) {
  const value = css.match(new RegExp(`--color-${name}: ([^;]+);`))?.[1] ?? '';
  const colors = value.match(/oklch\([^()]*(?:(?:var|calc)\((?:[^()]|\([^()]*\))*\)[^()]*)*\)/g) ?? [];
  const color = colors[scheme === 'dark' ? colors.length - 1 : 0];
  if (!color) throw new Error(`The style sheet has no color named ${name}`);
  return color;
}

/**
 * Linear red, green and blue, each 0 to 1, of an `oklch(…)` with this accent: cut to sRGB channel by channel, as browsers do.
 * @param {string} oklch
 * @param {Accent} accent
 */
export function linearRgb(oklch, { hue, chroma }) {
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
  return {
    red: cut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    green: cut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    blue: cut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  };
}

/**
 * `#rrggbb`, for what cannot read `oklch(…)`.
 * @param {{ red: number, green: number, blue: number }} linear
 */
export function hex({ red, green, blue }) {
  const digits = [red, green, blue].map((channel) => {
    const encoded = channel <= 0.0031308 ? 12.92 * channel : 1.055 * channel ** (1 / 2.4) - 0.055;
    return Math.round(255 * encoded)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${digits.join('')}`;
}

/** @param {number} channel */
function cut(channel) {
  return Math.min(1, Math.max(0, channel));
}

/** @typedef {{ hue: number, chroma: number }} Accent */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { accentColors, derivedFiles, fingerprints, inAccent } from './derive.mjs';
import made from './made.json';

test.each(Object.entries(derivedFiles()))(
  '%s is what the brand makes of it, else: npm run brand',
  (file, text) => {
    expect(readFileSync(file, 'utf8')).toBe(text);
  },
);

test('the icons were drawn from the logo and the accent in use, else: npm run brand', () => {
  expect(made).toEqual(fingerprints());
});

test('where a drawing says currentColor it gets the accent, lighter on dark pages', () => {
  const accent = { hue: 300, chroma: 0.15 };
  const { ground, onDark } = accentColors(accent);
  expect(inAccent('logo', accent)).toContain(
    `"><style>svg{color:${ground}}@media(prefers-color-scheme:dark){svg{color:${onDark}}}</style><path fill="currentColor"`,
  );
});

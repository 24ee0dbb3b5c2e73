/**
 * The looks of mails. A mail cannot read the style sheet, so the accent of app/globals.css is repeated here.
 * Everything else is a plain gray, with a dark side for mail programs that ask for one.
 */
export const accent = '#0f745b';

export const font =
  "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif";
export const monospace = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace";

export const light = {
  canvas: '#f4f5f5',
  card: '#ffffff',
  line: '#dfe2e1',
  ink: '#1b1f1e',
  muted: '#5b6361',
};
const dark = { canvas: '#111413', card: '#1a1e1d', line: '#353b39', ink: '#eef1f0', muted: '#a9b1ae' };

/** Inline styles win over everything but `!important`; Body draws its ground on a table cell as well. */
export const sheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) { .inner { padding: 24px !important; } }
@media (prefers-color-scheme: dark) {
  .canvas, .canvas > table > tbody > tr > td { background-color: ${dark.canvas} !important; }
  .card { background-color: ${dark.card} !important; border-color: ${dark.line} !important; }
  .code { background-color: ${dark.canvas} !important; border-color: ${dark.line} !important; }
  .ink { color: ${dark.ink} !important; }
  .muted { color: ${dark.muted} !important; }
  .quiet { border-color: ${dark.muted} !important; color: ${dark.ink} !important; }
}`;

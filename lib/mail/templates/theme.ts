// The looks of mails: plain grays, with a dark side for mail programs that ask for one. The accent is in lib/brand.ts.

/** First what only Windows has: Word takes the first name or none, and would set the rest in Times. */
export const font =
  "'Segoe UI', -apple-system, BlinkMacSystemFont, Roboto, 'Helvetica Neue', Helvetica, Arial, sans-serif";
export const monospace = "Consolas, ui-monospace, SFMono-Regular, Menlo, 'Liberation Mono', monospace";

export const light = {
  canvas: '#f4f5f5',
  card: '#ffffff',
  line: '#dfe2e1',
  ink: '#1b1f1e',
  muted: '#5b6361',
};
const dark = { canvas: '#111413', card: '#1a1e1d', line: '#353b39', ink: '#eef1f0', muted: '#a9b1ae' };

/** Inline styles win over everything but `!important`. Who reads no sheet, or inverts colors, finds grays that bear it. */
export const sheet = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (max-width: 480px) { .inner { padding: 24px !important; } }
@media (prefers-color-scheme: dark) {
  .canvas { background-color: ${dark.canvas} !important; }
  .card { background-color: ${dark.card} !important; border-color: ${dark.line} !important; }
  .code { background-color: ${dark.canvas} !important; border-color: ${dark.line} !important; }
  .quiet { border-color: ${dark.muted} !important; }
  .ink { color: ${dark.ink} !important; }
  .muted { color: ${dark.muted} !important; }
}`;

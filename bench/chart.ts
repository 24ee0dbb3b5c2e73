import type { Figures } from './figures';
import { COLUMNS, WITHOUT_ARGON2 } from './names';
import { median } from './statistics';

/** Bars: medians of the floor, the peers and Latchkey, each group by its own largest. */
export function chart(figures: Figures): string {
  const groups = CHARTED.map(([title, key, apart]) => ({
    title,
    bars: COLUMNS.map((name) => ({
      name,
      value: median(figures.of(key, name === 'Latchkey' && apart ? WITHOUT_ARGON2 : name)),
    })).filter(({ value }) => Number.isFinite(value)),
  }));
  let y = 40;
  const drawn = groups.map(({ title, bars }) => {
    const largest = Math.max(...bars.map(({ value }) => value));
    const heading = text(0, y + 12, title, 'heading');
    const lines = bars.map(({ name, value }, n) => {
      const top = y + 20 + n * 16;
      const width = Math.max(1, Math.round((value / largest) * BAR));
      const classes = name === 'Latchkey' ? 'bar own' : 'bar';
      const figure = value.toFixed(value < 100 ? 1 : 0);
      return [
        text(0, top + 10, name),
        `<rect class="${classes}" x="${LEFT}" y="${top}" width="${width}" height="11" rx="2"/>`,
        text(LEFT + width + 6, top + 10, figure),
      ].join('');
    });
    y += 36 + bars.length * 16;
    return [heading, ...lines].join('\n');
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img">`,
    '<title>Medians of the floor, the peers and Latchkey; shorter is better</title>',
    `<style>${STYLE}</style>`,
    text(0, 16, 'Shorter is better. Medians of one run; each group has a scale of its own.'),
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

const CHARTED: [title: string, key: string, apart?: true][] = [
  ['JavaScript of the sign-in page, bytes', 'JavaScript bytes'],
  ['Until a passkey can be picked from the field, ms', 'passkey can be picked from the field'],
  ['Passkey button to account page, ms', 'passkey button to account page'],
  ['Mailed link to account page, ms', 'mailed link to account page'],
  ['Passkey sign-in, server CPU ms', 'CPU: passkey sign-in'],
  ['Mail request, Argon2 apart, server CPU ms', 'CPU: mail request, known', true],
  ['Redemption, Argon2 apart, server CPU ms', 'CPU: redemption', true],
  ['Protected page, server CPU ms', 'CPU: account page'],
  ['Session check, server CPU ms', 'CPU: session check'],
  ['First sign-in request after a start, ms', 'first sign-in request'],
];

const WIDTH = 720;
const LEFT = 110;
const BAR = 520;

/** Colors that are read on white and on black alike, or change with them. */
const STYLE = `text{font:12px system-ui,sans-serif;fill:#59636e}.heading{font-weight:600;fill:#1f2328}.bar{fill:#8c959f}
.own{fill:#0969da}@media(prefers-color-scheme:dark){text{fill:#9198a1}.heading{fill:#f0f6fc}.bar{fill:#656c76}.own{fill:#4493f8}}`;

function text(x: number, y: number, words: string, kind?: 'heading'): string {
  return `<text x="${x}" y="${y}"${kind ? ` class="${kind}"` : ''}>${words}</text>`;
}

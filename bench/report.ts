import type { Figures } from './figures';
import { GOALS, type Goal } from './goals';
import { COLUMNS, PEERS, WITHOUT_ARGON2 } from './names';
import { ROWS, type Row } from './rows';
import { median } from './statistics';

/** The page in Markdown: goals, then every figure. */
export function report(figures: Figures, { machine, command, extent, chart }: Setting): string {
  return [
    '# Benchmarks',
    `Written by \`${command}\` on ${new Date().toISOString().slice(0, 10)}, never by hand. ${extent}`,
    `All on one machine: ${machine}`,
    INTRODUCTION,
    `![The medians of each, as bars](${chart})`,
    '## Goals',
    'Medians of the same run, Latchkey against what each goal names.',
    table(
      ['row', 'Latchkey', 'against', 'at most', 'is', ''],
      GOALS.map((goal) => goalCells(figures, goal)),
    ),
    '## Figures',
    'Minimum / median / maximum of the rounds. `×`: how many times another’s median Latchkey takes.',
    table(
      ['row', ...COLUMNS, ...COMPARED.map((name) => `× ${name}`)],
      ROWS.map((row) => rowCells(figures, row)),
    ),
    failures(figures),
    '',
  ].join('\n\n');
}

const COMPARED = ['floor', ...PEERS];

const INTRODUCTION = `How it is measured: everything is a production build (\`next start\`), asked in turns, round after round, one request after
the other over a connection that stays open. What counts is the processor time of the server's processes
([bench/processor.ts](../bench/processor.ts)), with what is done after the answer; waiting times swing with the machine,
which clients, databases and servers share. The floor is Next alone: one input, a cookie that nobody checks, an echo for a
mail; “nonce” is the same with a strict policy, which makes pages dynamic. The peers have the same features switched on and
nothing else: passkeys, with autofill where their client has it, mailed links, Postgres; no limits, and mails that go nowhere,
while Latchkey counts its limits and writes and sends its mails, to a mail server that throws them away. All are asked
as their own pages ask: where a page's script sends three requests, so does the measure. What signs in at Latchkey brings the
account page along, which the peers' browsers ask for in a request that is not in their rows; Auth.js asks no database who is
signed in: its sessions are in the cookie. The floor's memory has seen pages alone. Pages are
loaded by Chromium, the processor slowed four times, 150 ms and 1.6 Mbit/s away: the sign-in page with nothing kept, the account
page with what the sign-in page has brought. Requests counted on the way there are those that are no files of the build. A passkey
can be picked once the browser has been asked and, to the eye, the page is painted: both are rows.
[Where the time goes](where-the-time-goes.md) says why.`;

/** Latchkey's figures of a row; with `withoutArgon2`, those of the server whose hashes cost nothing. */
function own(figures: Figures, { row, withoutArgon2 }: Pick<Goal, 'row' | 'withoutArgon2'>): number[] {
  return figures.of(row, withoutArgon2 ? WITHOUT_ARGON2 : 'Latchkey');
}

function goalCells(figures: Figures, goal: Goal): string[] {
  const { row, of, times = 1, plus = 0, against = row, withoutArgon2 } = goal;
  const { title, digits } = ROWS.find(({ key }) => key === row) as Row;
  const [best = { name: '', value: Number.NaN }] = of
    .map((name) => ({ name, value: median(figures.of(against, name)) }))
    .sort((a, b) => a.value - b.value);
  const value = median(own(figures, goal));
  const measure =
    against === row ? best.name : `${best.name === 'Latchkey' ? '' : `${best.name}: `}${titleOf(against)}`;
  return [
    withoutArgon2 ? `${title}, Argon2 apart` : title,
    value.toFixed(digits),
    `${measure}: ${best.value.toFixed(digits)}`,
    plus ? `+ ${plus}` : `× ${times}`,
    plus ? signed(value - best.value) : `× ${(value / best.value).toFixed(2)}`,
    value <= best.value * times + plus ? 'met' : '**not met**',
  ];
}

function rowCells(figures: Figures, { key, title, digits, withoutArgon2 }: Row): string[] {
  const of = (name: string) =>
    name === 'Latchkey' ? own(figures, { row: key, withoutArgon2 }) : figures.of(key, name);
  const ratios = COMPARED.map((name) => median(of('Latchkey')) / median(of(name)));
  return [
    title,
    ...COLUMNS.map((name) => spread(of(name), digits)),
    ...ratios.map((ratio) => (Number.isFinite(ratio) ? ratio.toFixed(2) : '')),
  ];
}

/** What failed, which was measured all the same. */
function failures(figures: Figures): string {
  const failed = [...COLUMNS, WITHOUT_ARGON2]
    .flatMap((name) =>
      ROWS.filter(({ key }) => key.startsWith('CPU: ')).map(({ key }) => ({
        name,
        what: key.replace('CPU: ', ''),
        count: figures.of(key.replace('CPU', 'failed'), name).reduce((sum, more) => sum + more, 0),
      })),
    )
    .filter(({ count }) => count > 0);
  const sentences = [...new Set(failed.map(({ name, what, count }) => `${name}: ${count} of ${what}`))];
  return `Requests that failed: ${sentences.join('; ') || 'none'}.`;
}

function titleOf(key: string): string {
  return ROWS.find((row) => row.key === key)?.title.replace(/, ms$/, '') ?? key;
}

/** One figure where all are the same, as bytes are. */
function spread(sample: number[], digits: number): string {
  if (sample.length === 0) return '';
  const three = [Math.min(...sample), median(sample), Math.max(...sample)].map((value) =>
    value.toFixed(digits),
  );
  return new Set(three).size === 1 ? String(three[0]) : three.join(' / ');
}

function signed(difference: number): string {
  return `${difference < 0 ? '−' : '+'} ${Math.abs(difference).toFixed(0)}`;
}

function table(headings: string[], rows: string[][]): string {
  return [headings, headings.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

interface Setting {
  machine: string;
  /** What wrote it. */
  command: string;
  /** How much was measured. */
  extent: string;
  /** Where the chart is. */
  chart: string;
}

import { populationOf } from '@/test/population';
import { ACTIVE, type Measured, ROUNDS, TIMES } from './growth-measures';
import type { Purge, SignIns } from './growth-purge';
import { hardware } from './hardware';

/** docs/growth.md. */
export function growthReport({ began, busy, sizes, measured, purged, facts }: Grown): string {
  const most = sizes.at(-1) ?? 0;
  const rows = populationOf(most);
  return `# How it grows

Written by \`npm run bench:growth\`; not by hand. What it means is in [scale](scale.md).

${began.toISOString().slice(0, 10)}, PostgreSQL ${facts.version} with 3 GB of shared buffers beside the clients,
${hardware()}, Node.js ${process.version.slice(1)}, load average ${busy.toFixed(1)} before it began. The largest database takes ${facts.size}, and holds:

${table(
  ['table', 'rows'],
  [
    ['users', count(rows.users)],
    ['credentials', count(rows.credentials)],
    ['sessions', count(rows.sessions)],
    ['security_events', count(rows.events)],
    ['recovery_codes', count(rows.recoveryCodes)],
    ['ephemeral', count(rows.ephemeral)],
  ],
)}

## What requests ask

Medians in milliseconds, with the way there and back, of ${ROUNDS * TIMES} each, in turns of ${TIMES}, for accounts taken at random from
${count(ACTIVE)} that have been asked for before; in the last column from all there are. Indexes are in memory, as on a server that has been
up for a day; the rows of anybody have to come from the disk.

${table(
  [
    '',
    ...sizes.map((size) => `${count(size)} accounts`),
    `${count(most)} / ${count(sizes[0] ?? 0)}`,
    `anybody of ${count(most)}`,
  ],
  measured.map(({ name, medians }) => {
    const asked = medians.map((median) => median.toFixed(3));
    return [name, ...asked.slice(0, -1), ratio(medians.at(-2), medians[0]), asked.at(-1) ?? ''];
  }),
)}

## Clearing away

Of the largest, a day's share had expired, all over the table. Runs of \`purge\` followed one another for a minute, or
until nothing was left, while four people at a time signed in and out without a pause.

${table(
  ['cleared away', 'rows'],
  Object.entries(purged.cleared).map(([what, rows]) => [what, count(rows)]),
)}

It took ${purged.seconds.toFixed(0)} seconds: ${count(Math.round(sum(purged.cleared) / purged.seconds))} rows a second.

${table(
  ['sign-ins', 'how many', 'failed', 'p50, ms', 'p99, ms', 'longest, ms'],
  [signIns('alone', purged.alone), signIns('beside it', purged.beside)],
)}
`;
}

function signIns(when: string, { count: how, failed, ...ms }: SignIns): string[] {
  return [when, count(how), count(failed), ...[ms.p50, ms.p99, ms.most].map((value) => value.toFixed(1))];
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}

function ratio(one = Number.NaN, other = Number.NaN): string {
  return (one / other).toFixed(2);
}

function sum(rows: Record<string, number>): number {
  return Object.values(rows).reduce((total, count) => total + count, 0);
}

interface Grown {
  began: Date;
  /** The machine's load average before. */
  busy: number;
  sizes: number[];
  measured: Measured[];
  purged: Purge;
  /** What Postgres says of itself. */
  facts: { version: string; size: string };
}
